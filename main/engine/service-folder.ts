/** The folder for a service's socket: only this user may enter it, and it doesn't outlive an app that was killed. */
import { lstat, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const prefix = 'gantry-service-';
const ownerFile = 'owner';
export const socketName = 'podman.sock';

/** @param runtimeFolder XDG_RUNTIME_DIR, which may name a folder that isn't there, or another user's (after su) */
export async function makeServiceFolder(runtimeFolder: string | undefined): Promise<string> {
  if (runtimeFolder) {
    const made = await makeIn(runtimeFolder).catch(() => null);
    if (made !== null) return made;
  }
  return makeIn(tmpdir());
}

async function makeIn(parent: string): Promise<string> {
  await sweep(parent);
  const folder = await mkdtemp(path.join(parent, prefix));
  await writeFile(path.join(folder, ownerFile), (await nameOf(process.pid)) ?? '');
  return folder;
}

/**
 * Removes what apps of this user have left that were killed. A folder stays whose owner can't be told to be dead, such as one
 * in another PID namespace, or where somebody listens.
 */
async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = path.join(parent, name);
    if (name.startsWith(prefix) && (await isStale(folder))) await rm(folder, { recursive: true }).catch(() => {});
  }
}

async function isStale(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    const owner = await readFile(path.join(folder, ownerFile), 'utf8');
    const [pid, , namespace] = owner.split(' ');
    if (pid === undefined || namespace !== (await readlink('/proc/self/ns/pid'))) return false;
    return owner !== (await nameOf(Number(pid))) && !(await answers(path.join(folder, socketName)));
  } catch {
    // Gone meanwhile, or not as we leave them.
    return false;
  }
}

/** A process, so that no later one of its number is taken for it; null: there is none. */
async function nameOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Behind the program's name, which may hold anything: the 20th is the time of its start.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${pid} ${started} ${await readlink('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

/** Whether something listens on a socket. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
