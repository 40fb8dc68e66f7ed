// @ts-check
/** The steps of a test run, in their order. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { packFolder } from '../pack/folder.mjs';
import { leadingTo, withSelinuxMachine } from '../selinux-machine.mjs';
import { inTurn } from '../setup/in-turn.mjs';
import { toolNode } from '../setup/paths.mjs';
import { reporting, sayStep } from '../setup/say.mjs';
import { startXvfb } from '../setup/steps/display.mjs';
import { machineSwitches } from '../start/switches.mjs';
import { asRoot } from './as-root.mjs';
import { playwrightCounts, tapCounts, vitestCounts } from './counts.mjs';
import { inOwnNetwork } from './own-network.mjs';
import { runStep } from './run-step.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 *
 * @typedef {object} Context
 * @property {string} root the project's folder
 * @property {string} results the folder for reports, logs, screenshots and traces
 * @property {NodeJS.ProcessEnv} env
 * @property {import('../setup/prepare.mjs').Prepared | null} machine null when the set-up has failed
 *
 * @typedef {object} Step
 * @property {string} name by which it is chosen: `npm test -- unit e2e`
 * @property {string} title
 * @property {boolean} [needsMachine] it needs an engine, Electron or a browser
 * @property {boolean} [needsRoot] checkpoints and rootful networks are root's: a user's run has them by sudo
 * @property {(context: Context) => Promise<Counts>} run
 */

/** @type {Step[]} */
export const steps = [
  {
    name: 'lint',
    title: 'Format and lint (Biome)',
    run: check('lint', ['@biomejs/biome/bin/biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.']),
  },
  { name: 'types', title: 'Types (tsc)', run: check('types', ['typescript/bin/tsc', '-b']) },
  {
    name: 'layers',
    title: 'Layer rules (dependency-cruiser)',
    run: check('layers', [
      ...['dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs'],
      ...['main', 'app', 'renderer', 'shared', 'e2e'],
    ]),
  },
  { name: 'scripts', title: 'Tests of the scripts', run: nodeTests('scripts', 'scripts/**/*.test.mjs') },
  { name: 'unit', title: 'Unit tests', run: vitest('unit') },
  {
    name: 'test-engine',
    title: 'The engine that tests bring',
    needsMachine: true,
    needsRoot: true,
    run: nodeTests('test-engine', 'scripts/**/*.integration.mjs', asRoot),
  },
  {
    name: 'integration',
    title: 'Integration tests, with a real engine',
    needsMachine: true,
    needsRoot: true,
    run: vitest('integration', asRoot),
  },
  {
    name: 'renderer',
    title: "Tests of the window's contents, in Chromium",
    needsMachine: true,
    run: vitest('renderer', (command) => inOwnNetwork(command)),
  },
  { name: 'build', title: 'Build', needsMachine: true, run: buildAll },
  {
    name: 'e2e',
    title: 'End to end, in Electron',
    needsMachine: true,
    needsRoot: true,
    run: playwright('e2e', 'e2e/playwright.config.ts'),
  },
  {
    name: 'selinux',
    title: 'End to end, with SELinux enforcing',
    needsMachine: true,
    needsRoot: true,
    run: withSelinux,
  },
  { name: 'pack', title: 'The packed app', needsMachine: true, needsRoot: true, run: packed },
];

/** @typedef {(command: string[], env: NodeJS.ProcessEnv) => string[] | Promise<string[]>} As with whose rights, and where, a command runs */

/** @param {string[]} command */
function asUser(command) {
  return command;
}

/**
 * A program of the npm dependencies, run by the tool Node.
 * @param {string} name
 * @param {string[]} command the program below node_modules, and its arguments
 * @returns {(context: Context) => Promise<Counts>}
 */
function check(name, [program = '', ...args]) {
  return async ({ root, results, env }) => {
    const command = [toolNode, path.join(root, 'node_modules', program), ...args];
    const code = await runStep(command, { cwd: root, env, log: path.join(results, `${name}.log`) });
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };
}

/**
 * With Node's own runner.
 * @param {string} name
 * @param {string} files
 * @param {As} [as]
 * @returns {(context: Context) => Promise<Counts>}
 */
function nodeTests(name, files, as = asUser) {
  return async ({ root, results, env }) => {
    const report = path.join(results, `${name}.tap`);
    const reporters = [
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${report}`],
    ];
    const command = await as([toolNode, '--test', ...reporters, files], env);
    const code = await runStep(command, { cwd: root, env, log: path.join(results, `${name}.log`) });
    return tapCounts(await readFile(report, 'utf8'), code);
  };
}

/**
 * @param {string} project of vitest.config.ts
 * @param {As} [as]
 * @returns {(context: Context) => Promise<Counts>}
 */
function vitest(project, as = asUser) {
  return async ({ root, results, env }) => {
    const report = path.join(results, `${project}.json`);
    const program = path.join(root, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const command = await as([toolNode, program, 'run', '--project', project, ...reporters], env);
    const code = await runStep(command, { cwd: root, env, log: path.join(results, `${project}.log`) });
    return vitestCounts(await readFile(report, 'utf8'), code);
  };
}

/** @param {Context} context @returns {Promise<Counts>} */
async function buildAll({ root, machine }) {
  const target = machine?.electron.standIn ? 'stand-in' : 'shipped';
  const code = await reporting(async () => {
    await inTurn(() => build({ target, root, say: sayStep }), { say: sayStep });
    return 0;
  });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Inside of a machine where it is on, a virtual one, and before it. @param {Context} context @returns {Promise<Counts>} */
async function withSelinux(context) {
  const why = context.machine?.noSelinuxMachine ?? null;
  if (why !== null) throw new Error(why);
  return withSelinuxMachine(
    async (machine) => {
      const there = { ...context, env: { ...context.env, ...leadingTo(machine) } };
      const inside = await insideSelinux(there);
      const before = await playwright('selinux', 'e2e/selinux/playwright.config.ts')(there);
      return { passed: inside.passed + before.passed, failed: inside.failed + before.failed };
    },
    { say: sayStep },
  );
}

/** @param {Context} context @returns {Promise<Counts>} */
async function insideSelinux({ root, results, env }) {
  const report = path.join(results, 'selinux-inside.json');
  const command = [toolNode, path.join(root, 'scripts/selinux-machine/inside.mjs'), report];
  const code = await runStep(command, { cwd: root, env, log: path.join(results, 'selinux-inside.log') });
  return vitestCounts(await readFile(report, 'utf8'), code);
}

/** @param {Context} context @returns {Promise<Counts>} */
async function packed(context) {
  const { machine, root } = context;
  let folder = '';
  const code = await reporting(async () => {
    if (machine === null) throw new Error('There is no Electron to pack.');
    folder = await packFolder({ electron: machine.electron, root, say: sayStep });
    return 0;
  });
  if (code !== 0) return { passed: 0, failed: 1 };
  const env = { ...context.env, GANTRY_PACKED: path.join(folder, 'gantry') };
  return playwright('pack', 'e2e/pack/playwright.config.ts')({ ...context, env });
}

/**
 * By root, on a display of its own.
 * @param {string} name
 * @param {string} config
 * @returns {(context: Context) => Promise<Counts>}
 */
function playwright(name, config) {
  return async ({ root, results, env, machine }) => {
    const report = path.join(results, `${name}.json`);
    const screen = await startXvfb();
    try {
      const { WAYLAND_DISPLAY: _, ...rest } = env;
      const command = [
        ...[toolNode, path.join(root, 'node_modules/@playwright/test/cli.js'), 'test'],
        ...['-c', config, '--reporter=list,json'],
      ];
      const code = await runStep(asRoot(command, rest), {
        cwd: root,
        env: {
          ...rest,
          DISPLAY: screen.display,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          GANTRY_ELECTRON: machine?.electron.path,
          GANTRY_ELECTRON_SWITCHES: (await machineSwitches({ isRoot: true, headless: true })).join(' '),
        },
        log: path.join(results, `${name}.log`),
      });
      return playwrightCounts(await readFile(report, 'utf8'), code);
    } finally {
      await screen.stop();
    }
  };
}
