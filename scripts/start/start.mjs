// @ts-check
/** Set-up, build, and the app itself with our terminal. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { build } from '../build/build.mjs';
import { inTurn } from '../setup/in-turn.mjs';
import { projectRoot } from '../setup/paths.mjs';
import { sayStep } from '../setup/say.mjs';
import { startXvfb } from '../setup/steps/display.mjs';
import { standInNotice } from '../setup/steps/electron.mjs';
import { passOn } from './chromium-noise.mjs';
import { machineSwitches } from './switches.mjs';

/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Sets up what is missing, and opens the app.
 * @param {string[]} args
 * @returns {Promise<number>} the app's exit code
 */
export async function start(args) {
  // Only here: it needs the tool Node.
  const { answeredBeforehand, prepare } = await import('../setup/prepare.mjs');
  return open(args, await prepare({ yes: answeredBeforehand(splitArguments(args).own), for: 'start' }));
}

/**
 * Opens the app on a machine that is set up already.
 * @param {string[]} args
 * @param {import('../setup/ready.mjs').Ready} ready
 * @returns {Promise<number>} the app's exit code
 */
export async function openAgain(args, ready) {
  sayStep('everything is there (`npm run setup` looks again)');
  if (ready.electron.standIn) sayStep(await standInNotice());
  return open(args, ready);
}

/** @param {string[]} args @param {import('../setup/ready.mjs').Ready} ready @returns {Promise<number>} the app's exit code */
async function open(args, { electron, env, headless }) {
  const target = electron.standIn ? 'stand-in' : 'shipped';
  await inTurn(() => build({ target, say: sayStep }), { say: sayStep });
  const switches = await machineSwitches({ headless });
  const screen = headless ? await startXvfb() : null;
  try {
    if (screen) sayStep(`there is no display: the window opens on a virtual one, ${screen.display}`);
    const { forApp } = splitArguments(args);
    const appEnv = { ...env, ...(screen ? { DISPLAY: screen.display } : {}) };
    return await runApp(electron.path, [projectRoot, ...switches, ...forApp], appEnv);
  } finally {
    await screen?.stop();
  }
}

/** `--yes` is for the set-up, all else for the app. @param {string[]} args */
export function splitArguments(args) {
  const border = args.indexOf('--');
  const before = border === -1 ? args : args.slice(0, border);
  return {
    own: before.filter((arg) => arg === '--yes'),
    forApp: [...before.filter((arg) => arg !== '--yes'), ...(border === -1 ? [] : args.slice(border + 1))],
  };
}

/** @param {string} electron @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function runApp(electron, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(electron, args, { env, stdio: ['inherit', 'inherit', 'pipe'] });
    passOn(child.stderr);
    for (const signal of passedOn) {
      process.on(signal, () => {
        // A Ctrl-C at a terminal reaches the app by itself.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', reject);
    // What the app has left running may hold its standard error open.
    child.on('exit', () => setTimeout(() => child.stderr.destroy(), 1000).unref());
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])));
  });
}
