/** Files and folders that are not whole yet: their names say who writes them, so that those of a killed app can be told and removed. */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** The folder may be on a share: another machine's processes can't be seen. */
const machine = hostname()
  .replace(/[^A-Za-z0-9-]/g, '_')
  .slice(0, 64);
/** In a sandbox the app may get the same process id each time it runs. */
const thisRun = randomUUID().slice(0, 8);
const partialName = /\.([A-Za-z0-9_-]+)@(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.part$/;

/** A name beside the file or folder to be, for what is written until it is whole. */
export function partialOf(file: string): string {
  return `${file}.${machine}@${process.pid}-${thisRun}-${randomUUID().slice(0, 8)}.part`;
}

/**
 * Removes from a folder what a dead process of this machine has left unfinished there.
 * @returns the names of what was removed
 */
export async function sweepPartials(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  const removed: string[] = [];
  for (const name of names.filter(isLeft)) if (await isRemoved(path.join(folder, name))) removed.push(name);
  return removed;
}

/** A program that the dead process has started may still write into a folder: that one is left to the next sweep. */
async function isRemoved(place: string): Promise<boolean> {
  try {
    await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTEMPTY') return false;
    throw thrown;
  }
}

function isLeft(name: string): boolean {
  const [, host, pid = '', run] = partialName.exec(name) ?? [];
  if (host !== machine) return false;
  return Number(pid) === process.pid ? run !== thisRun : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Alive, and somebody else's.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
