// @ts-check
/**
 * Running npm, told from its words what went wrong. Without a network npm tries each package again and again
 * for many minutes, so whether its registry can be reached is found out first; where it can't, npm's own cache may do.
 */
import { SetupProblem, writeProblem } from './problem.mjs';
import { run } from './run.mjs';

const network = /^(ENOTFOUND|EAI_AGAIN|ECONN\w+|E?(HOST|NET)UNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)$/;

/**
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, registry?: () => Promise<string | null> }} [options]
 *   `registry`: why the registry can't be reached, null where it can
 * @returns {Promise<import('./run.mjs').RunResult>}
 */
export async function npm(args, { registry = unreachable, ...options } = {}) {
  const reason = await registry();
  const done = await run('npm', [...args, '--loglevel=error', ...(reason === null ? [] : ['--offline'])], options);
  if (done.code === 0 || reason === null) return done;
  // Not that the cache lacks something, which is no wonder, but why it came to that.
  return done.stderr.includes('code ENOTCACHED') ? { ...done, stderr: `npm error code ${reason}\n` } : done;
}

/** @returns {Promise<string | null>} the code of what failed on the way to the registry */
async function unreachable() {
  const asked = await run('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=15000'], { timeout: 30_000 });
  if (asked.timedOut) return 'ETIMEDOUT';
  // Some registries don't know a ping, and say so: they can be reached.
  const code = codeOf(asked.stderr);
  return code !== null && network.test(code) ? code : null;
}

/** @param {string} words npm's @returns {string | null} */
export function codeOf(words) {
  return /^npm (?:error|ERR!) code (\S+)/m.exec(words)?.[1] ?? null;
}

/**
 * What a person can do about an npm that failed.
 * @param {string} what what was to be done, as the beginning of a sentence: "The npm dependencies could not be installed"
 * @param {import('./run.mjs').RunResult} failed
 * @returns {SetupProblem}
 */
export function npmProblem(what, { code: exitCode, stderr }) {
  const code = codeOf(stderr);
  if (exitCode === 127) return new SetupProblem(`${what}: there is no npm.`, 'Install it (it comes with Node).');
  if (code !== null && network.test(code)) {
    return new SetupProblem(
      `${what}: the npm registry can't be reached (${code}).`,
      'Check the network (behind a proxy: `npm config set proxy URL`) and run this again.',
    );
  }
  const file = /^npm (?:error|ERR!) path (.+)$/m.exec(stderr)?.[1] ?? null;
  const written = code === null ? null : writeProblem(code, file);
  if (written !== null) return new SetupProblem(`${what}. ${written.what}`, written.wayOut);
  return new SetupProblem(
    `${what} (exit code ${exitCode}); npm says:\n${stderr.trim()}`,
    'Put that right and run this again.',
  );
}
