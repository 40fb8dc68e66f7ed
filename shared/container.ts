/** Containers as the screens know them. */
import { z } from 'zod/mini';
import { checkpointFacts } from './checkpoint.ts';
import { askedPort, portMapping } from './port.ts';
import { isSignal } from './signals.ts';

/** libpod's container states, by the names it prints. */
export const containerState = z.enum([
  'created',
  'initialized',
  'running',
  'paused',
  'stopping',
  'stopped',
  'exited',
  'removing',
  'unknown',
]);
export type ContainerState = z.infer<typeof containerState>;

/** A row of the list. Times are milliseconds since 1970; null: never. */
export const containerSummary = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  command: z.array(z.string()),
  state: containerState,
  createdAt: z.number(),
  startedAt: z.nullable(z.number()),
  exitedAt: z.nullable(z.number()),
  /** Null while it has not ended. */
  exitCode: z.nullable(z.number()),
  /** Of its first process, as seen on the engine's machine; null while none runs. */
  pid: z.nullable(z.number()),
  /** The kernel killed it, or a process of it, since memory ran out. False also where it isn't known yet. */
  oomKilled: z.boolean(),
  ports: z.array(portMapping),
  /** The pod's name; null for one that stands alone. */
  pod: z.nullable(z.string()),
  /** The pod's own first container, which holds its namespaces. */
  isInfra: z.boolean(),
  /** It is removed when it ends (`--rm`). */
  autoRemove: z.boolean(),
  /** The OCI runtime's name where it is known to be another than the engine's own; null: the engine's, or not known yet. */
  ociRuntime: z.nullable(z.string()),
  /** Frozen in place: it can be restored. Null: it has ended, and whether it is frozen is not known yet. */
  checkpointed: z.nullable(z.boolean()),
  /** It has ended, and is started again at this time by its restart policy; null: it isn't, or the engine doesn't wait. */
  restartsAt: z.nullable(z.number()),
});
export type ContainerSummary = z.infer<typeof containerSummary>;

/** Whether a container in this state has run and ended, or was frozen: the two look alike. */
export function hasEnded({ state }: Pick<ContainerSummary, 'state'>): boolean {
  return state === 'exited' || state === 'stopped';
}

export type Ending = 'done' | 'stopped' | 'killed' | 'memory' | 'failed';

/** An exit code of 128 + n is the shells' word for signal n: SIGKILL. */
const killed = 137;
/** SIGHUP, SIGINT, SIGQUIT, SIGTERM: they ask to end, whoever sends them. */
const asked: ReadonlySet<number> = new Set([129, 130, 131, 143]);

/**
 * How a container ended: well, since somebody wanted it to, or else. Null: it has not, or doesn't tell. Only what the
 * engine keeps of it counts, so that the same end is told alike whoever saw it. SIGKILL is the kernel's too, when memory
 * runs out.
 */
export function endingOf({ exitCode, oomKilled }: Pick<ContainerSummary, 'exitCode' | 'oomKilled'>): Ending | null {
  if (exitCode === null) return null;
  if (exitCode === 0) return 'done';
  if (asked.has(exitCode)) return 'stopped';
  if (exitCode !== killed) return 'failed';
  return oomKilled ? 'memory' : 'killed';
}

/** Whether nobody can have wanted it to end like this. */
export function hasFailed(container: Pick<ContainerSummary, 'exitCode' | 'oomKilled'>): boolean {
  const ending = endingOf(container);
  return ending === 'failed' || ending === 'memory';
}

/** Whether an OCI runtime of this name separates its containers by KVM: each has a kernel of its own, which CRIU can't reach. */
export function separatesByKvm(ociRuntime: string): boolean {
  return ociRuntime.startsWith('kata') || ociRuntime === 'krun' || ociRuntime === 'crun-vm';
}

export const mount = z.object({
  type: z.string(),
  source: z.string(),
  destination: z.string(),
  options: z.array(z.string()),
  readOnly: z.boolean(),
});
export type Mount = z.infer<typeof mount>;

/** What the overview shows beyond the row, and the whole answer of the engine for the tree. */
export const containerDetails = z.object({
  summary: containerSummary,
  pid: z.nullable(z.number()),
  hostname: z.string(),
  workingDirectory: z.string(),
  user: z.string(),
  /** As NAME=value. */
  environment: z.array(z.string()),
  mounts: z.array(mount),
  /** As `podman run --network` names it; `default`: the engine's own choice. */
  networkMode: z.string(),
  networks: z.array(z.object({ name: z.string(), ipAddress: z.string(), macAddress: z.string() })),
  terminal: z.boolean(),
  /** Its standard input is kept open for who attaches (`-i`). */
  openStdin: z.boolean(),
  init: z.boolean(),
  ociRuntime: z.string(),
  stopSignal: z.string(),
  stopTimeoutSeconds: z.number(),
  /** As `podman run --restart` names it; empty: none was asked for. */
  restartPolicy: z.string(),
  /** How often at most, by `on-failure`; null: without end. */
  restartTries: z.nullable(z.number()),
  /** Since it was last started by somebody. */
  restartCount: z.number(),
  /** Why its restart policy could not start it again when it was to; null: it could, or had no need to. */
  restartFault: z.nullable(z.string()),
  oomKilled: z.boolean(),
  checkpointed: z.boolean(),
  /** Of the checkpoint in place; null where there is none. */
  checkpoint: z.nullable(checkpointFacts),
  restored: z.boolean(),
  securityOptions: z.array(z.string()),
  /** The engine's whole answer, for the searchable tree and for copying. */
  inspect: z.json(),
});
export type ContainerDetails = z.infer<typeof containerDetails>;

/** What `podman top` tells: titles and rows of the same length. */
export const processTable = z.object({ titles: z.array(z.string()), rows: z.array(z.array(z.string())) });
export type ProcessTable = z.infer<typeof processTable>;

/** What podman allows as a container's name. */
export const containerName = z
  .string()
  .check(
    z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, 'A name begins with a letter or digit; then also _ . and - may follow.'),
  );

/**
 * The user has agreed to lose the checkpoint of a frozen container: without this neither a start nor a restart of one is
 * done, but refused with `needs-consent`.
 */
const afresh = z.optional(z.literal(true));

/** The same for a removal: the user has agreed that a checkpoint in place goes with its container. */
const withCheckpoint = z.optional(z.literal(true));

/** What can be done to one container. Each becomes a call of its `OCIRuntime`, but for `restart` and `rename`: those are its engine's. */
export const containerAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('start'), afresh }),
  /** Stop signal first, SIGKILL after the time-out; 0: SIGKILL at once; null: the container's own. */
  z.object({ do: z.literal('stop'), timeoutSeconds: z.nullable(z.int().check(z.minimum(0))) }),
  z.object({ do: z.literal('restart'), timeoutSeconds: z.nullable(z.int().check(z.minimum(0))), afresh }),
  z.object({ do: z.literal('kill'), signal: z.string().check(z.refine(isSignal, 'There is no such signal.')) }),
  z.object({ do: z.literal('pause') }),
  z.object({ do: z.literal('unpause') }),
  z.object({ do: z.literal('rename'), name: containerName }),
  z.object({ do: z.literal('remove'), force: z.boolean(), volumes: z.boolean(), withCheckpoint }),
]);
export type ContainerAction = z.infer<typeof containerAction>;

export const relabel = z.enum(['none', 'shared', 'private']);

/** When a container that has ended is started again, unless somebody has told it to end (`podman run --restart`). */
export const restartPolicy = z.object({
  when: z.enum(['no', 'on-failure', 'always', 'unless-stopped']),
  /** How often at most, for `on-failure`; null: without end. */
  tries: z.nullable(z.int().check(z.minimum(1))),
});
export type RestartPolicy = z.infer<typeof restartPolicy>;

/** What the create dialog asks for. */
export const containerSpec = z.object({
  image: z.string().check(z.minLength(1)),
  /** Null: the engine makes one up. */
  name: z.nullable(containerName),
  /** Empty: the image's own. */
  command: z.array(z.string()),
  environment: z.array(z.object({ name: z.string().check(z.minLength(1)), value: z.string() })),
  ports: z.array(askedPort),
  volumes: z.array(
    z.object({
      /** A host path (begins with /) or a volume's name. */
      source: z.string().check(z.minLength(1)),
      destination: z.string().check(z.minLength(1)),
      readOnly: z.boolean(),
      /** SELinux: `z` shared, `Z` private. */
      relabel,
    }),
  ),
  terminal: z.boolean(),
  /** A small init as first process, which reaps zombies. */
  init: z.boolean(),
  selinux: z.object({
    /** `label=disable` */
    disable: z.boolean(),
    /** `label=type:…`; null: what the engine chooses. */
    type: z.nullable(z.string()),
    /** `label=level:…` */
    level: z.nullable(z.string()),
  }),
  /** Remove it when it ends. Not with a restart policy: it would be gone before it is started again. */
  autoRemove: z.boolean(),
  restart: restartPolicy,
  /** The engine's own choice (a bridge, mostly), the machine's own, or nothing; only with the first can ports be published. */
  network: z.enum(['default', 'host', 'none']),
});
export type ContainerSpec = z.infer<typeof containerSpec>;
