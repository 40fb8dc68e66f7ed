// @ts-check
/** How many tests passed and failed, read from what each runner leaves. One that was not run to its end has not passed. */

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Vitest's JSON report.
 * @param {string} text
 * @param {number} code the runner's exit code
 * @returns {Counts}
 */
export function vitestCounts(text, code) {
  const report = JSON.parse(text);
  const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report;
  return soundly({ passed, failed: numFailedTests + numPendingTests + numTodoTests }, code);
}

/**
 * Playwright's JSON report. A test that passed only on a second try has failed.
 * @param {string} text
 * @param {number} code
 * @returns {Counts}
 */
export function playwrightCounts(text, code) {
  const { stats } = JSON.parse(text);
  const { expected: passed = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats ?? {};
  return soundly({ passed, failed: unexpected + flaky + skipped }, code);
}

/**
 * The TAP report of Node's own runner.
 * @param {string} text
 * @param {number} code
 * @returns {Counts}
 */
export function tapCounts(text, code) {
  const number = (/** @type {string} */ name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return soundly(
    { passed: number('pass'), failed: ['fail', 'cancelled', 'skipped', 'todo'].map(number).reduce((a, b) => a + b) },
    code,
  );
}

/**
 * A runner that fails without a failed test has crashed (a file that didn't load, an error outside of tests);
 * one that found no test has not tested anything.
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
function soundly({ passed, failed }, code) {
  if (failed === 0 && (code !== 0 || passed === 0)) return { passed, failed: 1 };
  return { passed, failed };
}
