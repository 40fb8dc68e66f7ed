/** The record beside an archive: what was known when it was made, which the archive itself doesn't tell. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { checkpointStatistics } from '../../shared/checkpoint.ts';
import { portMapping } from '../../shared/port.ts';

/**
 * A file that stays for years: of its own shape, not that of what crosses to the window, and what a later Gantry adds has a
 * value for the records of those before.
 */
export const archiveRecord = z.object({
  createdAt: z.number(),
  containerId: z.string(),
  containerName: z.string(),
  image: z.string(),
  ociRuntime: z.string(),
  processLabel: z.string(),
  tcpEstablished: z.boolean(),
  fileLocks: z.boolean(),
  /** Null: it was recorded before ports were. */
  ports: z.nullable(z.array(portMapping)).default(null),
  /** Null: it comes from elsewhere, and doesn't tell. */
  leftRunning: z.boolean().nullable(),
  statistics: z.nullable(checkpointStatistics),
  /** The engine's own time of the freeze: by it the container that is frozen in place is known again. */
  frozenAt: z.number().nullable().default(null),
  /** Why it could not be read back after it was made. */
  fault: z.string().nullable().default(null),
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;

/** @returns null for one that is broken or not there */
export async function readRecord(file: string): Promise<ArchiveRecord | null> {
  try {
    const parsed = archiveRecord.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
