/** Files inside a container's root file system, as the container sees them: its links lead inside of it, never to ours. */
import { lstat, readlink } from 'node:fs/promises';
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
