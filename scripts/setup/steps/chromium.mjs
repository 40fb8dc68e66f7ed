// @ts-check
/** A current Chromium for the tests of the window's contents: the distribution's, else Playwright's own. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasPackages, installPackages } from '../packages.mjs';
import { projectRoot, toolNode } from '../paths.mjs';
import { SetupProblem } from '../problem.mjs';
import { runInSight } from '../run.mjs';
import { which } from '../which.mjs';

/**
 * @param {{
 *   yes: boolean,
 *   say: (line: string) => void,
 *   find?: () => Promise<string | null>,
 *   offered?: () => Promise<boolean>,
 *   install?: typeof installPackages,
 *   download?: () => Promise<boolean>,
 * }} options
 * @returns {Promise<string | null>} its path; null where Playwright has its own
 */
export async function chromium({
  yes,
  say,
  find = findChromium,
  offered = () => hasPackages('chromium', say),
  install = installPackages,
  download = playwrightsOwn,
}) {
  const there = await find();
  if (there !== null) {
    say(`Chromium for the tests: ${there}`);
    return there;
  }
  if (await offered()) {
    await install('chromium', "For the tests of the window's contents", { yes, say });
    const installed = await find();
    if (installed !== null) return installed;
  }
  // Ubuntu has it as a snap only, which can't be driven.
  say("downloading Playwright's Chromium for the tests");
  if (await download()) return null;
  throw new SetupProblem(
    "There is no Chromium for the tests of the window's contents, and it could not be had.",
    'Install one (Debian, Fedora: the package chromium) and run this again.',
  );
}

async function findChromium() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const file = await which(name);
    // Ubuntu's are scripts that ask for a snap.
    if (file !== null && !(await isSnap(file))) return file;
  }
  return null;
}

/** @param {string} file */
async function isSnap(file) {
  const head = (await readFile(file)).subarray(0, 4096).toString('latin1');
  return head.startsWith('#!') && head.includes('/snap/');
}

async function playwrightsOwn() {
  const cli = path.join(projectRoot, 'node_modules', 'playwright', 'cli.js');
  return (await runInSight(toolNode, [cli, 'install', '--only-shell', 'chromium'])) === 0;
}
