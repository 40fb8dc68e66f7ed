/** The record beside an archive: what was known when it was made, which the archive itself doesn't tell. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod/mini';
import { checkpointArchive } from '../../shared/checkpoint.ts';

// The file itself tells what is left out.
const recorded = z.omit(checkpointArchive, { kind: true, id: true, path: true, sizeBytes: true });
export const archiveRecord = z.extend(recorded, {
  frozenAt: z._default(recorded.shape.frozenAt, null),
  /** Why it could not be read back after it was made. */
  fault: z._default(recorded.shape.fault, null),
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
