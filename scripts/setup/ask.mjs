// @ts-check
/** Asking before the machine is changed. */
import { createInterface } from 'node:readline/promises';
import { SetupProblem } from './problem.mjs';

/**
 * Asks on the terminal. `--yes` and CI answer for the user; without a terminal nobody can, and that is said.
 * @param {string} question
 * @param {{ yes: boolean, input?: NodeJS.ReadStream, output?: NodeJS.WriteStream }} options
 * @returns {Promise<boolean>}
 */
export async function confirm(question, { yes, input = process.stdin, output = process.stdout }) {
  if (yes) return true;
  if (!input.isTTY) {
    throw new SetupProblem(
      `There is no terminal to ask on: ${question}`,
      'Run `npm run setup -- --yes` to agree beforehand, or install it yourself.',
    );
  }
  const dialog = createInterface({ input, output });
  try {
    const answer = (await dialog.question(`${question} [Y/n] `)).trim().toLowerCase();
    return answer === '' || answer === 'y' || answer === 'yes';
  } finally {
    dialog.close();
  }
}
