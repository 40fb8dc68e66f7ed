// @ts-check
/** The shared libraries that Electron takes from the distribution. */
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';
import { run } from '../run.mjs';

/**
 * The libraries a program misses.
 * @param {string} program
 * @returns {Promise<string[]>}
 */
export async function missingLibraries(program) {
  const { stdout } = await run('ldd', [program], { timeout: 20_000 });
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/**
 * @param {{
 *   electron: string,
 *   yes: boolean,
 *   say: (line: string) => void,
 *   missing?: typeof missingLibraries,
 *   install?: typeof installPackages,
 * }} options
 */
export async function electronLibraries({ electron, yes, say, missing = missingLibraries, install = installPackages }) {
  if ((await missing(electron)).length === 0) return;
  await install('electron', 'For its window', { yes, say });
  const still = await missing(electron);
  if (still.length > 0) {
    throw new SetupProblem(
      `Electron still misses libraries: ${still.join(', ')}.`,
      'Find the packages of your distribution that have them and install those.',
    );
  }
}
