// @ts-check
/** Downloads that have failed: not tried again with every start, which would take its time where there is no network. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';

const retryAfter = 24 * 60 * 60 * 1000;

/** @param {string} name @param {NodeJS.ProcessEnv} env */
function markOf(name, env) {
  return path.join(cacheFolder(env), `${name}-unreachable`);
}

/** Whether it has failed less than a day ago. @param {string} name @param {NodeJS.ProcessEnv} env */
export async function hasFailedLately(name, env) {
  const info = await stat(markOf(name, env)).catch(() => null);
  return info !== null && Date.now() - info.mtimeMs < retryAfter;
}

/** @param {string} name @param {boolean} succeeded @param {NodeJS.ProcessEnv} env */
export async function noteDownload(name, succeeded, env) {
  const mark = markOf(name, env);
  if (succeeded) return rm(mark, { force: true });
  await mkdir(path.dirname(mark), { recursive: true });
  await writeFile(mark, '');
}
