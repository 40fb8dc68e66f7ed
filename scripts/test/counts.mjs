// @ts-check
/** How many tests passed and failed, read from what each runner leaves. */

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Vitest's JSON report.
 * @param {string} text
 * @param {number} code the runner's exit code
 * @returns {Counts}
 */
export function vitestCounts(text, code) {
  const report = JSON.parse(text);
  return soundly({ passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 }, code);
}

/**
 * Playwright's JSON report. A test that passed only on a second try has passed; Playwright names it in its list.
 * @param {string} text
 * @param {number} code
 * @returns {Counts}
 */
export function playwrightCounts(text, code) {
  const { stats } = JSON.parse(text);
  return soundly({ passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 }, code);
}

/**
 * The TAP report of Node's own runner.
 * @param {string} text
 * @param {number} code
 * @returns {Counts}
 */
export function tapCounts(text, code) {
  const number = (/** @type {string} */ name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return soundly({ passed: number('pass'), failed: number('fail') + number('cancelled') }, code);
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
