/** The list of containers: one call for all of them, or for those that events have named. */
import { z } from 'zod';
import { type ContainerSummary, containerState, hasEnded } from '../../../shared/container.ts';
import { answered } from '../../runtime/podman/answered.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';
import { timeOf } from '../../runtime/podman/inspect.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** libpod's `entities.ListContainer`, alike in 4.x and 5.x as far as we depend on it. */
const listed = z
  .object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    Image: text,
    ImageID: text,
    Command: z.array(z.string()).nullish(),
    State: z.catch(containerState, 'unknown'),
    Created: z.union([
      z.string().transform((value) => timeOf(value) ?? 0),
      z.number().transform((seconds) => seconds * 1000),
    ]),
    StartedAt: z.number(),
    ExitedAt: z.number(),
    ExitCode: z.number().nullish(),
    Pid: z.number().nullish(),
    Ports: z
      .array(
        z.object({
          host_ip: text,
          container_port: z.number(),
          host_port: z.number(),
          range: z.number().nullish(),
          protocol: text,
        }),
      )
      .nullish(),
    PodName: text,
    IsInfra: z.boolean().nullish(),
    AutoRemove: z.boolean().nullish(),
  })
  .transform(summary);

const list = z.array(listed);

function summary(row: {
  readonly Id: string;
  readonly Names?: readonly string[] | null | undefined;
  readonly Image: string;
  readonly ImageID: string;
  readonly Command?: readonly string[] | null | undefined;
  readonly State: ContainerSummary['state'];
  readonly Created: number;
  readonly StartedAt: number;
  readonly ExitedAt: number;
  readonly ExitCode?: number | null | undefined;
  readonly Pid?: number | null | undefined;
  readonly Ports?:
    | ReadonlyArray<{
        readonly host_ip: string;
        readonly container_port: number;
        readonly host_port: number;
        readonly range?: number | null | undefined;
        readonly protocol: string;
      }>
    | null
    | undefined;
  readonly PodName: string;
  readonly IsInfra?: boolean | null | undefined;
  readonly AutoRemove?: boolean | null | undefined;
}): ContainerSummary {
  const isOver = hasEnded({ state: row.State });
  const hasProcess = row.State === 'running' || row.State === 'paused' || row.State === 'stopping';
  return {
    id: row.Id,
    name: row.Names?.[0] ?? row.Id.slice(0, 12),
    image: row.Image,
    imageId: row.ImageID,
    command: [...(row.Command ?? [])],
    state: row.State,
    createdAt: row.Created,
    startedAt: fromSeconds(row.StartedAt),
    exitedAt: isOver ? fromSeconds(row.ExitedAt) : null,
    exitCode: isOver ? (row.ExitCode ?? null) : null,
    // That of one that was frozen is told for ever.
    pid: hasProcess ? row.Pid || null : null,
    ports: (row.Ports ?? []).map((port) => ({
      hostIp: port.host_ip,
      hostPort: port.host_port,
      containerPort: port.container_port,
      protocol: port.protocol,
      range: port.range ?? 1,
    })),
    pod: row.PodName === '' ? null : row.PodName,
    isInfra: row.IsInfra ?? false,
    autoRemove: row.AutoRemove ?? false,
    // None of these is told by the list: see Containers.learn.
    oomKilled: false,
    ociRuntime: null,
    checkpointed: isOver ? null : false,
    // Podman starts it again at once.
    restartsAt: null,
  };
}

/** Go's zero time is far before 1970. */
function fromSeconds(seconds: number): number | null {
  return seconds > 0 ? seconds * 1000 : null;
}

/** @param ids only these; all when left out */
export async function listContainers(
  client: LibpodClient,
  ids?: readonly string[],
  signal?: AbortSignal,
): Promise<ContainerSummary[]> {
  const filters = ids === undefined ? {} : { filters: JSON.stringify({ id: ids }) };
  const query = { all: true, ...filters };
  const doing = 'List the containers';
  return answered((limited) => client.json(list, 'GET', '/containers/json', { query, signal: limited, doing }), {
    signal,
  });
}
