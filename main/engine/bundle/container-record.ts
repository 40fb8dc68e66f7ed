/** What the bundle engine keeps of a container: who it is, what it was made of, and what has become of it. */
import { z } from 'zod';
import { containerName, containerSpec } from '../../../shared/container.ts';

/** How a container's last run went. Times are milliseconds since 1970. */
export const lastRun = z.object({
  startedAt: z.number(),
  /** Null: its end has not been seen. */
  finishedAt: z.number().nullable(),
  exitCode: z.number().nullable(),
  oomKilled: z.boolean(),
});
export type LastRun = z.infer<typeof lastRun>;

export const containerRecord = z.object({
  /** Of this shape: a later Gantry may write another. */
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: containerName,
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  spec: containerSpec,
  image: z.object({ id: z.string(), name: z.string() }),
  /** Entry point and arguments, as they are in the end. */
  command: z.array(z.string()),
  hostname: z.string(),
  user: z.string(),
  /** Name of what runs it. */
  ociRuntime: z.string(),
  stopSignal: z.string(),
  stopTimeoutSeconds: z.number(),
  /** Empty: none. */
  labels: z.object({ processLabel: z.string(), mountLabel: z.string() }),
  /** On the bridge, as it was given at the last start; null: none. */
  network: z.object({ address: z.string(), macAddress: z.string() }).nullable(),
  /** As they were published at the last start, with the host's ports that were picked. */
  ports: containerSpec.shape.ports,
  /** Somebody has told it to end, which is noted before it is done: its end is no failure. */
  isToldToEnd: z.boolean(),
  /** Null: it has never run. */
  lastRun: lastRun.nullable(),
  /** How often it was started again by its restart policy, since somebody has started it. */
  restartCount: z.number(),
  /** When it is to be started again by its restart policy; null: it isn't. */
  restartsAt: z.number().nullable(),
  /** Why it could not be, when it was to; null: it could. */
  restartFault: z.string().nullable(),
  /** It was brought back from a checkpoint. */
  restored: z.boolean(),
});
export type ContainerRecord = z.infer<typeof containerRecord>;
