// @ts-check
/** The test run: set-up, every step with its heading, and at the end what there is to look at. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { dependencyTool, projectRoot } from '../setup/paths.mjs';
import { answeredBeforehand, prepare } from '../setup/prepare.mjs';
import { problemOf, SetupProblem } from '../setup/problem.mjs';
import { withoutOurs } from '../setup/remembered.mjs';
import { giveBack, hasRoot, toolFolders } from './as-root.mjs';
import { steps } from './steps.mjs';

/** @typedef {{ title: string, passed: number, failed: number, seconds: number }} Outcome */

/**
 * @param {string[]} args the names of steps; none: all of them
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  const chosen = chooseSteps(args.filter((arg) => !arg.startsWith('-')));
  const results = path.join(projectRoot, 'test-results');
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  /** @type {Outcome[]} */
  const outcomes = [];
  const machine = chosen.some((step) => step.needsMachine) ? await setUp(outcomes) : null;
  const base = machine?.env ?? withoutOurs(process.env);
  // The tools' own programs, above all Node itself, come before the machine's.
  const env = {
    ...base,
    PATH: `${path.dirname(dependencyTool('node'))}:${base.PATH}`,
    GANTRY_CHROMIUM: machine?.chromium ?? '',
  };
  for (const step of chosen) {
    heading(step.title);
    const started = performance.now();
    const counts = await outcome(step, { root: projectRoot, results, env, machine });
    outcomes.push({ title: step.title, ...counts, seconds: (performance.now() - started) / 1000 });
  }
  return summary(outcomes, results);
}

/** @param {string[]} names */
export function chooseSteps(names) {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) {
    throw new SetupProblem(
      `There is no step "${unknown}".`,
      `There are: ${steps.map((step) => step.name).join(', ')}.`,
    );
  }
  if (names.length === 0) return steps;
  // The app that is opened has to be the current one.
  const opensApp = ['e2e', 'selinux', 'pack'].some((name) => names.includes(name));
  return steps.filter((step) => names.includes(step.name) || (step.name === 'build' && opensApp));
}

/** @param {Outcome[]} outcomes gets an entry when it fails */
async function setUp(outcomes) {
  heading('Set-up');
  try {
    // A terminal means that somebody is there to be asked.
    return await prepare({ yes: answeredBeforehand() || !process.stdin.isTTY, for: 'test' });
  } catch (error) {
    process.stdout.write(`${problemOf(error)?.message ?? (error instanceof Error ? error.stack : error)}\n`);
    outcomes.push({ title: 'Set-up', passed: 0, failed: 1, seconds: 0 });
    return null;
  }
}

/**
 * @param {import('./steps.mjs').Step} step
 * @param {import('./steps.mjs').Context} context
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function outcome(step, context) {
  if (step.needsMachine && context.machine === null) {
    process.stdout.write('Not run: the set-up has failed.\n');
    return { passed: 0, failed: 1 };
  }
  if (step.needsRoot && !(await hasRoot())) {
    process.stdout.write(
      'Not run: these tests make real checkpoints and networks, which takes root’s rights. Run `sudo -v` first, or all of it as root.\n',
    );
    return { passed: 0, failed: 1 };
  }
  try {
    return await step.run(context);
  } catch (error) {
    // No report: the runner ended before it could say anything.
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    if (step.needsRoot)
      await giveBack([context.results, ...(await toolFolders(path.join(context.root, 'node_modules')))]);
  }
}

/** @param {string} title */
function heading(title) {
  process.stdout.write(`\n=== ${title} ===\n`);
}

/** @param {Outcome[]} outcomes @param {string} results @returns {Promise<number>} */
async function summary(outcomes, results) {
  heading('Summary');
  const width = Math.max(...outcomes.map(({ title }) => title.length));
  for (const { title, passed, failed, seconds } of outcomes) {
    process.stdout.write(`${title.padEnd(width)}  ${passed} passed, ${failed} failed  ${seconds.toFixed(1)} s\n`);
  }
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
  if (failed > 0) {
    process.stdout.write('\nTo look at:\n');
    for (const name of (await readdir(results, { recursive: true })).sort()) {
      if (/\.(png|zip|log|webm|txt|md)$/.test(name)) process.stdout.write(`  test-results/${name}\n`);
    }
  }
  process.stdout.write(`\n${lastLine(passed, failed)}\n`);
  return failed > 0 ? 1 : 0;
}

/** @param {number} passed @param {number} failed */
export function lastLine(passed, failed) {
  return `${passed} passed, ${failed} failed`;
}
