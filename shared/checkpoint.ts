/** Checkpoints: in place and as archives. */
import { z } from 'zod/mini';
import { errorData } from './errors.ts';
import { askedPorts, portMapping } from './port.ts';

/** What the checkpoint dialog asks for. */
export const checkpointRequest = z.object({
  /** In place, beside the container; or as an archive into the catalogue. */
  to: z.enum(['place', 'archive']),
  leaveRunning: z.boolean(),
  tcpEstablished: z.boolean(),
  fileLocks: z.boolean(),
});
export type CheckpointRequest = z.infer<typeof checkpointRequest>;

/** CRIU's and the runtime's own figures, microseconds. Null: not told. */
export const checkpointStatistics = z.object({
  /** The whole call of the OCI runtime. */
  runtimeMicroseconds: z.nullable(z.number()),
  freezingMicroseconds: z.nullable(z.number()),
  frozenMicroseconds: z.nullable(z.number()),
  memoryDumpMicroseconds: z.nullable(z.number()),
  memoryWriteMicroseconds: z.nullable(z.number()),
  pagesScanned: z.nullable(z.number()),
  pagesWritten: z.nullable(z.number()),
});
export type CheckpointStatistics = z.infer<typeof checkpointStatistics>;

export const restoreStatistics = z.object({
  runtimeMicroseconds: z.nullable(z.number()),
  forkingMicroseconds: z.nullable(z.number()),
  restoringMicroseconds: z.nullable(z.number()),
  pagesRestored: z.nullable(z.number()),
  pagesCompared: z.nullable(z.number()),
});
export type RestoreStatistics = z.infer<typeof restoreStatistics>;

/** An archive in the catalogue. Times are milliseconds since 1970. */
export const checkpointArchive = z.object({
  kind: z.literal('archive'),
  /** Its name in the catalogue. */
  id: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  createdAt: z.number(),
  containerId: z.string(),
  containerName: z.string(),
  image: z.string(),
  ociRuntime: z.string(),
  /** Empty: none. */
  processLabel: z.string(),
  tcpEstablished: z.boolean(),
  fileLocks: z.boolean(),
  /** What it had published; null: not known. */
  ports: z.nullable(z.array(portMapping)),
  /** Null: not known, as the archive itself doesn't tell. */
  leftRunning: z.nullable(z.boolean()),
  /** The engine's own time of the freeze; null: the container ran on, or it isn't known. */
  frozenAt: z.nullable(z.number()),
  statistics: z.nullable(checkpointStatistics),
  /** Why it can't be restored: the file is broken or gone; null: nothing known against it. */
  fault: z.nullable(z.string()),
});
export type CheckpointArchive = z.infer<typeof checkpointArchive>;

/** What a checkpoint in place tells of itself. Null: it can't be read from here. */
export const checkpointFacts = z.object({
  /** Milliseconds since 1970. */
  madeAt: z.nullable(z.number()),
  /** It holds open TCP connections, which a restore has to be told to bring back. */
  tcpEstablished: z.nullable(z.boolean()),
  fileLocks: z.nullable(z.boolean()),
  statistics: z.nullable(checkpointStatistics),
});
export type CheckpointFacts = z.infer<typeof checkpointFacts>;

/** A container that was frozen in place. */
export const checkpointInPlace = z.object({
  kind: z.literal('place'),
  engineId: z.string(),
  containerId: z.string(),
  containerName: z.string(),
  image: z.string(),
  ociRuntime: z.string(),
  createdAt: z.number(),
  /** The sound archive in the catalogue that the same freeze has made, which outlives this; null: there is none. */
  archiveId: z.nullable(z.string()),
  /** Null: not known. */
  tcpEstablished: z.nullable(z.boolean()),
  fileLocks: z.nullable(z.boolean()),
  statistics: z.nullable(checkpointStatistics),
});
export type CheckpointInPlace = z.infer<typeof checkpointInPlace>;

/** An engine that could not tell which of its containers are frozen. */
export const unreadEngine = z.object({ engineId: z.string(), error: errorData });
export type UnreadEngine = z.infer<typeof unreadEngine>;

export const checkpointList = z.object({
  archives: z.array(checkpointArchive),
  inPlace: z.array(checkpointInPlace),
  /** Their checkpoints in place are missing. Left out: none. */
  unread: z.optional(z.array(unreadEngine)),
});
export type CheckpointList = z.infer<typeof checkpointList>;

export const restoreRequest = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('place'),
    engineId: z.string(),
    containerId: z.string(),
    tcpEstablished: z.boolean(),
    fileLocks: z.boolean(),
  }),
  z.object({
    from: z.literal('archive'),
    engineId: z.string(),
    /** The archive's name in the catalogue. */
    archiveId: z.string(),
    /** Null: the name it had. */
    name: z.nullable(z.string()),
    tcpEstablished: z.boolean(),
    fileLocks: z.boolean(),
    /** A new name usually wants new addresses. */
    ignoreStaticIp: z.boolean(),
    ignoreStaticMac: z.boolean(),
    /** Published instead of those that it had; null: those. */
    ports: z.nullable(z.array(askedPorts).check(z.minLength(1))),
  }),
]);
export type RestoreRequest = z.infer<typeof restoreRequest>;

export const checkpointResult = z.object({
  containerId: z.string(),
  archive: z.nullable(checkpointArchive),
  statistics: z.nullable(checkpointStatistics),
});
export type CheckpointResult = z.infer<typeof checkpointResult>;

export const restoreResult = z.object({ containerId: z.string(), statistics: z.nullable(restoreStatistics) });
export type RestoreResult = z.infer<typeof restoreResult>;

/**
 * A freeze, a restore, an archive from elsewhere that is taken into the catalogue, or a copy of one that is saved elsewhere:
 * one that is under way.
 */
export const operation = z.object({
  /** Chosen by whoever started it. */
  operationId: z.string(),
  kind: z.enum(['freeze', 'restore', 'add', 'save']),
  /** Of the container, or of the file that is added or saved. */
  name: z.string(),
});
export type Operation = z.infer<typeof operation>;

/** How far a checkpoint or a restore has come. `bytes` counts up while an archive is written or read. */
export const operationProgress = z.object({
  operationId: z.string(),
  phase: z.enum(['freezing', 'writing', 'reading', 'restoring', 'finishing']),
  bytes: z.nullable(z.number()),
  totalBytes: z.nullable(z.number()),
});
export type OperationProgress = z.infer<typeof operationProgress>;
