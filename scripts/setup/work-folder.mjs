// @ts-check
/** A folder to work in that goes away when the work ends, however it ends. */
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { endWithUs } from './children.mjs';

/**
 * @template T
 * @param {string} prefix of its path: beside the place where the result will be renamed to
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inWorkFolder(prefix, work) {
  await mkdir(path.dirname(prefix), { recursive: true });
  await removeLeft(prefix);
  const folder = await mkdtemp(`${prefix}.${process.pid}.`);
  // What was started in it ends first, and may need a moment.
  const forget = endWithUs(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }));
  try {
    return await work(folder);
  } finally {
    forget();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

/** Those of processes that were killed. @param {string} prefix */
async function removeLeft(prefix) {
  const [parent, start] = [path.dirname(prefix), `${path.basename(prefix)}.`];
  for (const name of await readdir(parent)) {
    const owner = name.startsWith(start) ? /^(\d+)\.[^.]{6}$/.exec(name.slice(start.length))?.[1] : undefined;
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    // In a folder that all may use, it may be somebody else's.
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}
