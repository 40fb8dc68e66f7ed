// @ts-check
/**
 * Our own containers.conf, for the kinks of this machine. It is made only where there are any, lies in our
 * cache and is handed to Podman by the environment; the user's files stay as they are.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isOlder } from '../../main/host/doctor/podman.mjs';
import { filesInForce } from './conf-files.mjs';
import { cacheFolder } from './paths.mjs';
import { mergeToml } from './toml-merge.mjs';

/**
 * @typedef {object} Kinks
 * @property {string[] | null} ulimits
 * @property {string | null} runtime
 */

/** @param {Kinks} kinks @returns {string} empty where there are none */
export function kinksConf({ ulimits, runtime }) {
  return [
    ...(ulimits ? ['[containers]', `default_ulimits = ${JSON.stringify(ulimits)}`] : []),
    ...(runtime ? ['[engine]', `runtime = ${JSON.stringify(runtime)}`] : []),
  ].join('\n');
}

/**
 * @param {{ kinks: Kinks, podmanVersion: string, env?: NodeJS.ProcessEnv, isRoot?: boolean }} options
 * @returns {Promise<Record<string, string>>} what the environment needs
 */
export async function handOver({ kinks, podmanVersion, env = process.env, isRoot = process.getuid?.() === 0 }) {
  const file = path.join(cacheFolder(env), 'containers.conf');
  const ours = kinksConf(kinks);
  if (ours === '') {
    await rm(file, { force: true });
    return {};
  }
  await mkdir(path.dirname(file), { recursive: true });
  // Since 4.6 Podman reads one more file after all others, unless the user has such a one already.
  if (!isOlder(podmanVersion, '4.6.0') && !env.CONTAINERS_CONF_OVERRIDE) {
    await replace(file, `${ours}\n`);
    return { CONTAINERS_CONF_OVERRIDE: file };
  }
  // Before that, CONTAINERS_CONF takes the place of all other files: they are merged into ours.
  const texts = await Promise.all(
    (await filesInForce(env, file, isRoot)).map((each) => readFile(each, 'utf8').catch(() => '')),
  );
  const head = "# Made by Gantry's set-up from the machine's own files and what this machine needs besides.";
  await replace(file, `${head}\n\n${mergeToml([...texts, ours])}`);
  return { CONTAINERS_CONF: file };
}

/** In one go: a Podman that starts meanwhile reads the old file or the new one. @param {string} file @param {string} text */
async function replace(file, text) {
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, text);
  await rename(fresh, file);
}
