/** Engines: the places where containers live. */
import { z } from 'zod/mini';
import { errorData } from './errors.ts';

/** Something an engine can do, or why it can't. */
export const capability = z.discriminatedUnion('supported', [
  z.object({ supported: z.literal(true) }),
  z.object({ supported: z.literal(false), reason: z.string() }),
]);
export type Capability = z.infer<typeof capability>;

export const engineCapabilities = z.object({
  checkpoint: capability,
  pause: capability,
  stats: capability,
  /** Images from a registry. */
  pull: capability,
  /** Ports of a container are published on the machine. */
  ports: capability,
  /** What an image wants in volumes is kept in such, which may outlive their container. */
  anonymousVolumes: capability,
});
export type EngineCapabilities = z.infer<typeof engineCapabilities>;

/** What the Engine page shows. */
export const engineInfo = z.object({
  version: z.string(),
  apiVersion: z.string(),
  hostname: z.string(),
  operatingSystem: z.string(),
  kernel: z.string(),
  architecture: z.string(),
  cpus: z.number(),
  memoryBytes: z.number(),
  rootless: z.boolean(),
  runtime: z.object({ name: z.string(), path: z.string(), version: z.string() }),
  /** Its version. */
  conmon: z.string(),
  storage: z.object({ driver: z.string(), root: z.string(), filesystem: z.string() }),
  cgroups: z.object({ version: z.string(), manager: z.string() }),
  selinuxEnabled: z.boolean(),
  /** Null where the engine tells nothing of it. */
  criu: z.nullable(z.string()),
  network: z.string(),
});
export type EngineInfo = z.infer<typeof engineInfo>;

export const engineConnection = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting') }),
  z.object({ state: z.literal('connected') }),
  /** What is shown is what was last known. Times are milliseconds since 1970. */
  z.object({
    state: z.literal('lost'),
    since: z.number(),
    error: errorData,
    /** When it is tried again by itself; null while it is being tried. */
    nextTryAt: z.nullable(z.number()),
  }),
]);
export type EngineConnection = z.infer<typeof engineConnection>;

export const engineSummary = z.object({
  id: z.string(),
  /** Such as "Podman (root)". */
  name: z.string(),
  /** Where it is reached: `unix:///run/podman/podman.sock`. */
  address: z.string(),
  /** How it was found: by CONTAINER_HOST, as a socket of this user or of root, started by the app itself, or no Podman at all: the bundle engine. */
  origin: z.enum(['container-host', 'rootless-socket', 'rootful-socket', 'own-service', 'bundle']),
  /** What calls this very engine in a shell: `podman`, with its address where that alone would mean another. */
  command: z.array(z.string()),
  connection: engineConnection,
  /** Null until it has answered once. */
  info: z.nullable(engineInfo),
  /** The name of the machine that it runs on; null: this one, or it hasn’t told yet. */
  machine: z.nullable(z.string()),
  capabilities: z.nullable(engineCapabilities),
});
export type EngineSummary = z.infer<typeof engineSummary>;
