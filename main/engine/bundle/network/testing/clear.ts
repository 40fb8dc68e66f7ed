/** Removes all that a test of networks has made, also where it broke off in the middle. */
import { readdir, rm } from 'node:fs/promises';
import { Namespaces } from '../namespaces.ts';

export async function clear(work: string, runFolder: string): Promise<void> {
  const namespaces = new Namespaces(runFolder);
  for (const id of await readdir(runFolder).catch(() => [])) await namespaces.remove(id);
  await rm(work, { recursive: true, force: true });
}
