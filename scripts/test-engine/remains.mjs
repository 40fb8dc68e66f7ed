// @ts-check
/** Taking a test engine's root away, also one whose owner was killed. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../setup/run.mjs';

export const rootPrefix = path.join(tmpdir(), 'gantry-test-');

/** Where a root's service listens. @param {string} root */
export function serviceAddress(root) {
  return `unix://${path.join(root, 'podman.sock')}`;
}

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

/**
 * Ends all that runs in a root: processes and networks would outlive its folder. Of what doesn't run nothing is
 * left but files there; to remove a thousand containers one by one would take minutes.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('../setup/run.mjs').RunResult>}
 */
export async function endContainers(env) {
  await run('podman', ['pod', 'rm', '--all', '--force', '--time', '0'], { env, timeout: 60_000 });
  const listed = await run('podman', ['ps', '--all', '--format', 'json'], { env, timeout: 60_000 });
  if (listed.code !== 0) return listed;
  /** @type {{ Id: string, State: string }[]} */
  const containers = JSON.parse(listed.stdout) ?? [];
  const live = containers.filter(({ State }) => !['created', 'exited', 'configured'].includes(State));
  if (live.length === 0) return listed;
  return run('podman', ['rm', '--force', '--time', '0', ...live.map(({ Id }) => Id)], { env, timeout: 120_000 });
}

/** Removes what test runs have left whose process is no more. */
export async function sweep() {
  const folder = path.dirname(rootPrefix);
  for (const name of await readdir(folder)) {
    const root = path.join(folder, name);
    if (!root.startsWith(rootPrefix)) continue;
    const owner = (await readFile(path.join(root, 'owner'), 'utf8').catch(() => '')).trim();
    if (owner === '' || (await readFile(`/proc/${owner}/stat`).catch(() => null)) !== null) continue;
    await killService(root);
    await endContainers({ ...process.env, ...rootEnvironment(root) });
    await removeRoot(root);
  }
}

/** Ends the service that a killed owner could not. @param {string} root */
async function killService(root) {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (words.includes(serviceAddress(root))) process.kill(Number(pid), 'SIGKILL');
  }
}
