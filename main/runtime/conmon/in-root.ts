/** Files inside a container's root file system, as the container sees them: its links lead inside of it, never to ours. */
import { constants } from 'node:fs';
import { lstat, open, readlink } from 'node:fs/promises';
import path from 'node:path';

/** As the kernel's (ELOOP). */
const mostLinks = 40;

/**
 * The path on this machine of a file in the container, with all links followed as within it.
 *
 * Whoever may write in the container can exchange a link for another between this look and the caller's own: so only what
 * harms nobody is to be done with it (reading the names of users).
 * @param root such as `/proc/PID/root`
 * @returns null where it is not there
 */
export async function inRoot(root: string, file: string): Promise<string | null> {
  let links = 0;
  let walked: string[] = [];
  const ahead = partsOf(file);
  while (ahead.length > 0) {
    const part = ahead.shift() ?? '';
    if (part === '..') {
      walked = walked.slice(0, -1);
      continue;
    }
    const here = path.join(root, ...walked, part);
    const target = await linkTarget(here);
    if (target === null) walked.push(part);
    else if (target === undefined || ++links > mostLinks) return null;
    else {
      if (path.isAbsolute(target)) walked = [];
      ahead.unshift(...partsOf(target));
    }
  }
  return path.join(root, ...walked);
}

/**
 * The beginning of a text file in the container. Whatever else stands in its place (a pipe that nobody writes to, a device)
 * is neither waited for nor read, nor is a link that was put there since.
 * @param mostBytes what comes after them is not read
 * @returns an empty text where there is no such file, or it can't be read
 */
export async function textInRoot(root: string, file: string, mostBytes: number): Promise<string> {
  const found = await inRoot(root, file);
  if (found === null) return '';
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW | constants.O_NOCTTY;
  const handle = await open(found, flags).catch(() => null);
  if (handle === null) return '';
  try {
    if (!(await handle.stat()).isFile()) return '';
    const bytes = Buffer.alloc(mostBytes);
    let length = 0;
    for (let read = -1; read !== 0; length += read) {
      read = (await handle.read(bytes, length, mostBytes - length)).bytesRead;
    }
    return bytes.toString('utf8', 0, length);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}

function partsOf(file: string): string[] {
  return file.split('/').filter((part) => part !== '' && part !== '.');
}

/** Null: no link. Undefined: it is not there. */
async function linkTarget(file: string): Promise<string | null | undefined> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await readlink(file) : null;
  } catch {
    return undefined;
  }
}
