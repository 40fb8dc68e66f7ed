// @ts-check
/**
 * CRIU, which freezes and restores containers. The machine's own serves where it works; where it is
 * missing or too old for the kernel, Debian's newest is unpacked into the cache, beside the system.
 * Without one everything but checkpoints works, so nothing here is fatal.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { endTrials, tryCriu, withoutBreakpoints } from '../../../main/host/doctor/criu-trial.mjs';
import { endWithUs } from '../children.mjs';
import { fetchCriu, machinesDebianMirror } from '../criu/fetch.mjs';
import { unpackedCriu, wrapperText, writeWrapper } from '../criu/wrapper.mjs';
import { hasFailedLately, noteDownload } from '../downloads.mjs';
import { cacheFolder } from '../paths.mjs';
import { run } from '../run.mjs';
import { which } from '../which.mjs';

/** Breakpoints that fire only now and then would pass a single trial. */
const rounds = 3;

const tryAgain = '`npm run setup` tries again.';

/**
 * @typedef {object} CriuParts what the step uses of the machine
 * @property {typeof tryCriu} trial
 * @property {() => Promise<string | null>} mirror
 * @property {(mirror: string, folder: string) => Promise<void>} fetch
 * @property {() => boolean} isRoot
 */

/** @type {CriuParts} */
const machine = {
  trial: tried,
  mirror: machinesDebianMirror,
  fetch: fetchCriu,
  isRoot: () => process.getuid?.() === 0,
};

/** @type {typeof tryCriu} */
async function tried(program, extraEnv) {
  const ended = endWithUs(endTrials);
  try {
    return await tryCriu(program, extraEnv);
  } finally {
    ended();
  }
}

/**
 * @param {{ say: (line: string) => void, env?: NodeJS.ProcessEnv, again?: boolean, parts?: CriuParts }} options
 *   `again`: try to fetch one even when that has failed lately
 * @returns {Promise<{ usable: boolean, folder: string | null }>} `folder`: to be put first on the PATH
 */
export async function criu({ say, env = process.env, again = false, parts = machine }) {
  if (!parts.isRoot()) {
    say('CRIU: not looked at, since only root can checkpoint');
    return { usable: false, folder: null };
  }
  const folder = path.join(cacheFolder(env), 'criu-bin');
  const made = path.join(folder, 'criu');
  if (await exists(made)) {
    if ((await parts.trial(made)).ok) {
      say(`CRIU ${await versionOf(made)} from our cache`);
      return { usable: true, folder };
    }
  }
  const installed = await which('criu', { ...env, PATH: withoutFolder(env.PATH, folder) });
  let reason = 'it is not installed';
  if (installed !== null) {
    const found = await settle(installed, parts);
    if (found.env !== null) {
      const version = await versionOf(installed);
      if (Object.keys(found.env).length === 0) {
        say(`CRIU ${version}`);
        return { usable: true, folder: null };
      }
      await writeWrapper(folder, wrapperText({ criu: installed, env: found.env }));
      say(`CRIU ${version}, told to do without hardware breakpoints, which never fire on this machine`);
      return { usable: true, folder };
    }
    reason = found.reason;
  }
  return fetched(folder, reason, { say, env, again, parts });
}

/**
 * @param {string} folder
 * @param {string} reason why the machine's own doesn't serve
 * @param {{ say: (line: string) => void, env: NodeJS.ProcessEnv, again: boolean, parts: CriuParts }} options
 */
async function fetched(folder, reason, { say, env, again, parts }) {
  const none = { usable: false, folder: null };
  const mirror = await parts.mirror();
  if (mirror === null) {
    say(
      `CRIU: none that works here (${reason}): no checkpoints. Install the criu package, 4.2 or newer, to have them.`,
    );
    return none;
  }
  const root = path.join(cacheFolder(env), 'criu-sid');
  try {
    // One that was fetched before and didn't work is tried again (the kernel may be another), not fetched again.
    if (!(await exists(root))) {
      if (!again && (await hasFailedLately('criu', env))) {
        say(`CRIU: none that works here (${reason}), and Debian's could not be fetched: no checkpoints. ${tryAgain}`);
        return none;
      }
      say(`CRIU: fetching Debian's newest into our cache (the machine's own: ${reason})`);
      const failure = await parts.fetch(mirror, root).catch((error) => error);
      await noteDownload('criu', failure === undefined, env);
      if (failure !== undefined) throw failure;
    }
    const unpacked = await unpackedCriu(root);
    const plain = await writeWrapper(folder, wrapperText({ ...unpacked, env: {} }));
    const found = await settle(plain, parts);
    if (found.env === null) {
      say(`CRIU: even Debian's newest doesn't work on this kernel (${found.reason}): no checkpoints.`);
      return none;
    }
    await writeWrapper(folder, wrapperText({ ...unpacked, env: found.env }));
    const without = Object.keys(found.env).length > 0 ? ', without hardware breakpoints, which never fire here' : '';
    say(`CRIU ${await versionOf(plain)} from our cache${without}`);
    return { usable: true, folder };
  } catch (error) {
    say(`CRIU could not be fetched (${error instanceof Error ? error.message : error}): no checkpoints. ${tryAgain}`);
    return none;
  }
}

/**
 * Finds the environment in which a CRIU works: as it is, or without hardware breakpoints. `null`: in none.
 * @param {string} program
 * @param {CriuParts} parts
 * @returns {Promise<{ env: Record<string, string> | null, reason: string }>}
 */
async function settle(program, parts) {
  for (let round = 1; ; round++) {
    const plain = await parts.trial(program);
    if (plain.ok && round < rounds) continue;
    if (plain.ok) return { env: {}, reason: '' };
    // Only hanging speaks for breakpoints that don't fire; other failures would stay.
    if (!plain.hung) return { env: null, reason: plain.reason };
    const without = await parts.trial(program, withoutBreakpoints);
    return without.ok ? { env: withoutBreakpoints, reason: '' } : { env: null, reason: without.reason };
  }
}

/** @param {string} program */
async function versionOf(program) {
  return /Version: (\S+)/.exec((await run(program, ['--version'])).stdout)?.[1] ?? 'of unknown version';
}

/** @param {string} file */
function exists(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** @param {string | undefined} list @param {string} folder */
function withoutFolder(list = '', folder) {
  return list
    .split(':')
    .filter((entry) => entry !== folder)
    .join(':');
}
