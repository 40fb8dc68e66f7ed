// @ts-check
/** Taking a test engine's root away, also one whose owner was killed. */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lastWords, run } from '../setup/run.mjs';

export const rootPrefix = path.join(tmpdir(), 'gantry-test-');

/** Where a root's service listens. @param {string} root */
export function serviceAddress(root) {
  return `unix://${path.join(root, 'podman.sock')}`;
}

/**
 * Removes a root: ends the monitors that wait there, unmounts what is mounted below it, the innermost first. The monitor
 * of an ended exec session waits five minutes, and then starts a podman that would make the folder anew.
 * @param {string} root
 */
export async function removeRoot(root) {
  await killProcesses(([program = '', ...words]) => {
    return path.basename(program) === 'conmon' && words.some((word) => word.startsWith(`${root}/`));
  });
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
    .filter((point) => point === root || point.startsWith(`${root}/`))
    .reverse();
  for (const point of mounts) await run('umount', ['--lazy', point]);
  // Rootless, files in a layer belong to other user ids: only in Podman's own user namespace they can be removed.
  // Podman still tidies up behind containers that have just ended, and may write into a folder while it is emptied.
  if (process.getuid?.() === 0) await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  else await run('podman', ['unshare', 'rm', '-rf', root]);
}

/** Where Podman's storage.conf of a root is. @param {string} root */
export function storageConfFile(root) {
  return path.join(root, 'config', 'containers', 'storage.conf');
}

/**
 * An environment in which `podman` works on a root's storage. Without being root Podman takes the storage's place only
 * from the file in the user's configuration folder: one that is named by CONTAINERS_STORAGE_CONF counts, but not its
 * folders.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @param {boolean} [isRoot]
 * @returns {NodeJS.ProcessEnv}
 */
export function rootEnvironment(root, env = process.env, isRoot = process.getuid?.() === 0) {
  const { CONTAINERS_STORAGE_CONF: _, ...rest } = env;
  return {
    ...rest,
    CONTAINERS_CONF: path.join(root, 'containers.conf'),
    ...(isRoot
      ? { CONTAINERS_STORAGE_CONF: storageConfFile(root) }
      : { XDG_CONFIG_HOME: path.dirname(path.dirname(storageConfFile(root))) }),
  };
}

/**
 * Sees that Podman really works below a root: else it would be the developer's own containers that are ended.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export async function worksBelow(root, env) {
  const told = await run('podman', ['info', '--format', '{{.Store.GraphRoot}}\t{{.Store.RunRoot}}'], {
    env,
    timeout: 60_000,
  });
  const folders = told.stdout.trim().split('\t');
  return told.code === 0 && folders.length === 2 && folders.every((folder) => folder.startsWith(`${root}/`));
}

/**
 * Ends all that runs in a root: processes and networks would outlive its folder. Of what doesn't run nothing is
 * left but files there; to remove a thousand containers one by one would take minutes.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | null>} what went wrong, in Podman's words
 */
export async function endContainers(root, env) {
  if (!(await worksBelow(root, env))) return `podman does not work below ${root}`;
  await run('podman', ['pod', 'rm', '--all', '--force', '--time', '0'], { env, timeout: 60_000 });
  const listed = await run('podman', ['ps', '--all', '--format', 'json'], { env, timeout: 60_000 });
  if (listed.code !== 0) return lastWords(listed);
  /** @type {{ Id: string, State: string }[]} */
  const containers = JSON.parse(listed.stdout) ?? [];
  const live = containers.filter(({ State }) => !['created', 'exited', 'configured'].includes(State));
  if (live.length === 0) return null;
  const ended = await run('podman', ['rm', '--force', '--time', '0', ...live.map(({ Id }) => Id)], {
    env,
    timeout: 120_000,
  });
  return ended.code === 0 ? null : lastWords(ended);
}

/** Removes what test runs have left whose process is no more. */
export async function sweep() {
  const folder = path.dirname(rootPrefix);
  for (const name of await readdir(folder)) {
    const root = path.join(folder, name);
    if (!root.startsWith(rootPrefix)) continue;
    // Another user's is swept by that user.
    if ((await stat(root).catch(() => null))?.uid !== process.getuid?.()) continue;
    const owner = (await readFile(path.join(root, 'owner'), 'utf8').catch(() => '')).trim();
    if (owner === '' || (await readFile(`/proc/${owner}/stat`).catch(() => null)) !== null) continue;
    await killProcesses((words) => words.includes(serviceAddress(root)));
    await endContainers(root, rootEnvironment(root));
    await removeRoot(root);
  }
}

/** @param {(words: string[]) => boolean} isMeant by its command line */
async function killProcesses(isMeant) {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (isMeant(words)) kill(Number(pid));
  }
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
