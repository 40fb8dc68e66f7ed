// @ts-check
/**
 * Steps that need root's rights: checkpoints, rootful networks, a machine of one's own. A user's run has them by sudo,
 * with root's own home and folders, so that nothing of root's comes to lie in the user's.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { run, runInSight } from '../setup/run.mjs';

/** What names a folder of the user's. */
const personal = ['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR', 'XDG_STATE_HOME'];

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isRoot?: boolean }} [options]
 * @returns {string[]} the same as root's; unchanged where this is root
 */
export function asRoot(command, env, { isRoot = process.getuid?.() === 0 } = {}) {
  if (isRoot) return command;
  // sudo has a PATH of its own, in which neither the tools' Node nor what the set-up has brought is.
  return [
    ...['sudo', '--preserve-env', '--set-home', 'env', ...personal.flatMap((name) => ['-u', name])],
    ...[`PATH=${env.PATH ?? ''}`, ...command],
  ];
}

/**
 * Whether this run has, or can get, root's rights. A password is asked for on the terminal.
 * @param {{ isRoot?: boolean }} [options]
 * @returns {Promise<boolean>}
 */
export async function hasRoot({ isRoot = process.getuid?.() === 0 } = {}) {
  if (isRoot) return true;
  if ((await run('sudo', ['--non-interactive', 'true'])).code === 0) return true;
  return process.stdin.isTTY ? (await runInSight('sudo', ['--validate'])) === 0 : false;
}

/**
 * Where tools keep what they make for themselves: `.vite-temp`, `.vitest-cache` … What root has made there, the user's
 * next run could not write.
 * @param {string} modules the folder of the npm dependencies
 * @returns {Promise<string[]>}
 */
export async function toolFolders(modules) {
  const found = await readdir(modules, { withFileTypes: true });
  return found
    .filter((each) => each.isDirectory() && each.name.startsWith('.'))
    .map(({ name }) => path.join(modules, name));
}

/**
 * Gives what a step of root's has written back to the user.
 * @param {string[]} folders
 * @param {{ isRoot?: boolean }} [options]
 */
export async function giveBack(folders, { isRoot = process.getuid?.() === 0 } = {}) {
  if (isRoot) return;
  await run('sudo', ['--non-interactive', 'chown', '-hR', `${process.getuid?.()}:${process.getgid?.()}`, ...folders]);
}
