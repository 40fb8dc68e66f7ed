/** Where the catalogue of checkpoints lies: dumps of memory are the user's data, not the app's settings. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Environment } from '../host/containers-conf.ts';

/** `$XDG_DATA_HOME/gantry/checkpoints`. */
export function checkpointFolder({ XDG_DATA_HOME: named = '', HOME: home = '' }: Environment): string {
  // A relative one is to be passed over, says the XDG specification.
  const data = path.isAbsolute(named) ? named : path.join(home || homedir(), '.local', 'share');
  return path.join(data, 'gantry', 'checkpoints');
}

/**
 * Moves what lies in the former place, at once and before anything is listed. What can't be moved, as it is on another
 * file system, stays where it is.
 * @returns the folder that has it all
 */
export function movedFolder(former: string, folder: string): string {
  if (!existsSync(former)) return folder;
  const isUsed = existsSync(folder);
  try {
    mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
    if (isUsed) join(former, folder);
    else renameSync(former, folder);
    return folder;
  } catch (thrown) {
    console.error(`Checkpoints stay in ${former}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return isUsed ? folder : former;
  }
}

/** Both have some: an older Gantry has run since. Names have the time in them, so that none is that of another. */
function join(former: string, folder: string): void {
  const there = new Set(readdirSync(folder));
  // Records first: an archive without one would be given another.
  const names = readdirSync(former).sort((a, b) => Number(b.endsWith('.json')) - Number(a.endsWith('.json')));
  for (const name of names) if (!there.has(name)) renameSync(path.join(former, name), path.join(folder, name));
  if (readdirSync(former).length === 0) rmdirSync(former);
}
