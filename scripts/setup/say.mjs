// @ts-check
/** What the scripts say in the terminal. */
import { problemOf } from './problem.mjs';

/** @param {string} line */
export function sayStep(line) {
  process.stdout.write(`- ${line}\n`);
}

/**
 * Runs something and turns a problem that is understood into its two sentences.
 * @param {() => Promise<number>} main
 * @returns {Promise<number>} the exit code
 */
export async function reporting(main) {
  try {
    return await main();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    process.stderr.write(`\n${problem.what}\n${problem.wayOut}\n`);
    return 1;
  }
}
