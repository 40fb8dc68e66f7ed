// @ts-check
/** What the last set-up has found to be needed in the environment, kept for scripts that don't set up again. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';

const fileName = 'environment.json';

/** @param {Record<string, string>} changes @param {NodeJS.ProcessEnv} [env] */
export async function remember(changes, env = process.env) {
  const { PATH, ...rest } = changes;
  // Of the PATH only our own folder in front: the rest is the shell's.
  const kept = PATH === undefined ? rest : { ...rest, PATH: PATH.split(':')[0] };
  const file = path.join(cacheFolder(env), fileName);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(kept, null, 2)}\n`);
  // In one go: somebody may be reading it.
  await rename(`${file}.${process.pid}`, file);
}

/**
 * The changes to the environment, empty before the first set-up.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Record<string, string>>}
 */
export async function rememberedEnvironment(env = process.env) {
  const text = await readFile(path.join(cacheFolder(env), fileName), 'utf8').catch(() => '{}');
  const { PATH, ...rest } = JSON.parse(text);
  return PATH === undefined ? rest : { ...rest, PATH: `${PATH}:${env.PATH}` };
}

/**
 * The environment without what an earlier set-up has put into it (a script that was started by another),
 * so that the machine's own settings are seen.
 * @param {NodeJS.ProcessEnv} env
 */
export function withoutOurs(env) {
  const base = { ...env };
  const ours = cacheFolder(env);
  for (const name of ['CONTAINERS_CONF', 'CONTAINERS_CONF_OVERRIDE']) {
    if (base[name]?.startsWith(`${ours}/`)) delete base[name];
  }
  base.PATH = (base.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.startsWith(`${ours}/`))
    .join(':');
  delete base.GANTRY_ELECTRON_STAND_IN;
  return base;
}
