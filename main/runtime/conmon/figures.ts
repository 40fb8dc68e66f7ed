/** CRIU's figures of what the OCI runtime did with it, and the time that took, as libpod tells them. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bundle } from './bundle.ts';

interface Figures {
  readonly runtimeMicroseconds: number | null;
}

/**
 * @param name of the image that CRIU writes them to, in the bundle
 * @param read takes that apart
 * @param run what is measured
 * @returns null where CRIU has told none
 */
export async function measured<Told extends Figures>(
  bundle: Bundle,
  name: 'stats-dump' | 'stats-restore',
  read: (image: Uint8Array) => Told | null,
  run: () => Promise<void>,
): Promise<Told | null> {
  const file = path.join(bundle.path, name);
  // Those of an earlier one are not these.
  await rm(file, { force: true });
  const begun = performance.now();
  await run();
  const runtimeMicroseconds = Math.round((performance.now() - begun) * 1000);
  const image = await readFile(file).catch(() => null);
  const told = image === null ? null : read(image);
  return told === null ? null : { ...told, runtimeMicroseconds };
}
