/** The record beside an archive: what was known when it was made, which the archive itself doesn't tell. */
import { z } from 'zod';
import { checkpointStatistics } from '../../shared/checkpoint.ts';

export const archiveRecord = z.object({
  createdAt: z.number(),
  containerId: z.string(),
  containerName: z.string(),
  image: z.string(),
  ociRuntime: z.string(),
  processLabel: z.string(),
  tcpEstablished: z.boolean(),
  fileLocks: z.boolean(),
  leftRunning: z.boolean(),
  statistics: checkpointStatistics.nullable(),
  /** Why it could not be read back after it was made. */
  fault: z.string().nullable().default(null),
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;
