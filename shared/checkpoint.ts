/** Checkpoints: in place and as archives. */
import { z } from 'zod';

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
  runtimeMicroseconds: z.number().nullable(),
  freezingMicroseconds: z.number().nullable(),
  frozenMicroseconds: z.number().nullable(),
  memoryDumpMicroseconds: z.number().nullable(),
  memoryWriteMicroseconds: z.number().nullable(),
  pagesScanned: z.number().nullable(),
  pagesWritten: z.number().nullable(),
});
export type CheckpointStatistics = z.infer<typeof checkpointStatistics>;

export const restoreStatistics = z.object({
  runtimeMicroseconds: z.number().nullable(),
  forkingMicroseconds: z.number().nullable(),
  restoringMicroseconds: z.number().nullable(),
  pagesRestored: z.number().nullable(),
  pagesCompared: z.number().nullable(),
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
  leftRunning: z.boolean(),
  statistics: checkpointStatistics.nullable(),
  /** Why it can't be restored: the file is broken or gone; null: nothing known against it. */
  fault: z.string().nullable(),
});
export type CheckpointArchive = z.infer<typeof checkpointArchive>;

/** What a checkpoint in place tells of itself. Null: it can't be read from here. */
export const checkpointFacts = z.object({
  /** Milliseconds since 1970. */
  madeAt: z.number().nullable(),
  /** It holds open TCP connections, which a restore has to be told to bring back. */
  tcpEstablished: z.boolean().nullable(),
  fileLocks: z.boolean().nullable(),
  statistics: checkpointStatistics.nullable(),
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
  /** Null: not known. */
  tcpEstablished: z.boolean().nullable(),
  fileLocks: z.boolean().nullable(),
  statistics: checkpointStatistics.nullable(),
});
export type CheckpointInPlace = z.infer<typeof checkpointInPlace>;

export const checkpointList = z.object({
  archives: z.array(checkpointArchive),
  inPlace: z.array(checkpointInPlace),
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
    name: z.string().nullable(),
    tcpEstablished: z.boolean(),
    fileLocks: z.boolean(),
    /** A new name usually wants new addresses. */
    ignoreStaticIp: z.boolean(),
    ignoreStaticMac: z.boolean(),
  }),
]);
export type RestoreRequest = z.infer<typeof restoreRequest>;

export const checkpointResult = z.object({
  containerId: z.string(),
  archive: checkpointArchive.nullable(),
  statistics: checkpointStatistics.nullable(),
});
export type CheckpointResult = z.infer<typeof checkpointResult>;

export const restoreResult = z.object({ containerId: z.string(), statistics: restoreStatistics.nullable() });
export type RestoreResult = z.infer<typeof restoreResult>;

/** How far a checkpoint or a restore has come. `bytes` counts up while an archive is written or read. */
export const operationProgress = z.object({
  /** Chosen by whoever started it. */
  operationId: z.string(),
  phase: z.enum(['freezing', 'writing', 'reading', 'restoring', 'finishing']),
  bytes: z.number().nullable(),
  totalBytes: z.number().nullable(),
});
export type OperationProgress = z.infer<typeof operationProgress>;
