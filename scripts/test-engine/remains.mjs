// @ts-check
/** Taking a test engine's root away, also one whose owner was killed. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../setup/run.mjs';

export const rootPrefix = path.join(tmpdir(), 'gantry-test-');

/** Unmounts what is mounted below a root, the innermost first, and removes it. @param {string} root */
export async function removeRoot(root) {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
    .filter((point) => point === root || point.startsWith(`${root}/`))
    .reverse();
  for (const point of mounts) await run('umount', ['--lazy', point]);
  // Rootless, files in a layer belong to other user ids: only in Podman's own user namespace they can be removed.
  if (process.getuid?.() === 0) await rm(root, { recursive: true, force: true });
  else await run('podman', ['unshare', 'rm', '-rf', root]);
}

/** Environment with which `podman` works on a root's storage. @param {string} root @returns {Record<string, string>} */
export function rootEnvironment(root) {
  return {
    CONTAINERS_CONF: path.join(root, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: path.join(root, 'storage.conf'),
  };
}

/** Removes all containers and pods of a root. @param {NodeJS.ProcessEnv} env */
export async function removeContainers(env) {
  await run('podman', ['pod', 'rm', '--all', '--force', '--time', '0'], { env, timeout: 60_000 });
  return run('podman', ['rm', '--all', '--force', '--time', '0'], { env, timeout: 120_000 });
}

/** Removes what test runs have left whose process is no more. */
export async function sweep() {
  const folder = path.dirname(rootPrefix);
  for (const name of await readdir(folder)) {
    const root = path.join(folder, name);
    if (!root.startsWith(rootPrefix)) continue;
    const owner = (await readFile(path.join(root, 'owner'), 'utf8').catch(() => '')).trim();
    if (owner === '' || (await readFile(`/proc/${owner}/stat`).catch(() => null)) !== null) continue;
    await removeContainers({ ...process.env, ...rootEnvironment(root) });
    await removeRoot(root);
  }
}
