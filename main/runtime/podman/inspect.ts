/** What libpod tells of one container, as far as we depend on it. */
import { z } from 'zod';
import { containerState } from '../../../shared/container.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { fitted } from './reply.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const list = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** Go's zero time means never. @returns milliseconds since 1970, null: never */
export function timeOf(value: string): number | null {
  const time = Date.parse(value);
  return Number.isNaN(time) || time <= 0 ? null : time;
}

/** libpod's `define.InspectContainerData`, in the shape that the prefix v4 gives in every version. */
export const inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string().transform((value) => timeOf(value) ?? 0),
  Path: text,
  Args: list,
  State: z.object({
    Status: z.catch(containerState, 'unknown'),
    Pid: z.number().nullish(),
    ExitCode: z.number().nullish(),
    OOMKilled: z.boolean().nullish(),
    StartedAt: z.string().transform(timeOf),
    FinishedAt: z.string().transform(timeOf),
    CheckpointedAt: z
      .string()
      .nullish()
      .transform((value) => timeOf(value ?? '')),
    Checkpointed: z.boolean().nullish(),
    Restored: z.boolean().nullish(),
  }),
  Image: text,
  ImageName: text,
  Pod: text,
  ProcessLabel: text,
  MountLabel: text,
  OCIRuntime: text,
  OCIConfigPath: text,
  /** Also those that have ended, for some minutes. */
  ExecIDs: list,
  RestartCount: z.number().nullish(),
  IsInfra: z.boolean().nullish(),
  Mounts: z
    .array(
      z.object({
        Type: text,
        Source: text,
        Destination: text,
        Options: list,
        RW: z.boolean().nullish(),
      }),
    )
    .nullish(),
  NetworkSettings: z
    .object({
      Networks: z.record(z.string(), z.object({ IPAddress: text, MacAddress: text })).nullish(),
    })
    .nullish(),
  Config: z.object({
    Hostname: text,
    User: text,
    Tty: z.boolean().nullish(),
    OpenStdin: z.boolean().nullish(),
    Env: list,
    Cmd: list,
    WorkingDir: text,
    StopSignal: z.union([z.number(), z.string()]).nullish(),
    StopTimeout: z.number().nullish(),
  }),
  HostConfig: z.object({
    Init: z.boolean().nullish(),
    SecurityOpt: list,
    NetworkMode: text,
    AutoRemove: z.boolean().nullish(),
    RestartPolicy: z.object({ Name: text, MaximumRetryCount: z.number().nullish() }).nullish(),
  }),
});
export type Inspected = z.infer<typeof inspected>;

/** One container, parsed, and the whole answer beside it. */
export async function inspectContainer(
  client: LibpodClient,
  id: string,
  doing = 'Inspect the container',
  signal?: AbortSignal,
): Promise<{ parsed: Inspected; whole: z.infer<typeof whole> }> {
  const path = containerPath(id, '/json');
  const answer = await client.json(whole, 'GET', path, { doing, signal });
  return { parsed: fitted(inspected, answer, `GET ${path}`), whole: answer };
}

const whole = z.json();
