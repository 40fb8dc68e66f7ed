// @ts-check
/** Where Podman's containers.conf files are. */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The files that Podman would read, in its order.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} ours our own, which doesn't count
 * @param {boolean} isRoot
 */
export async function filesInForce(env, ours, isRoot) {
  if (env.CONTAINERS_CONF && env.CONTAINERS_CONF !== ours) return [env.CONTAINERS_CONF];
  const user = path.join(env.XDG_CONFIG_HOME || path.join(env.HOME || homedir(), '.config'), 'containers');
  const folders = ['/usr/share/containers', '/etc/containers', ...(isRoot ? [] : [user])];
  const files = await Promise.all(
    folders.map(async (folder) => {
      const more = path.join(folder, 'containers.conf.d');
      const names = (await readdir(more).catch(() => /** @type {string[]} */ ([])))
        .filter((name) => name.endsWith('.conf'))
        .sort();
      return [path.join(folder, 'containers.conf'), ...names.map((name) => path.join(more, name))];
    }),
  );
  return files.flat();
}
