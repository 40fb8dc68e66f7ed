// @ts-check
/** Set-up, build, and the app itself with our terminal. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { build } from '../build/build.mjs';
import { projectRoot } from '../setup/paths.mjs';
import { answeredBeforehand, prepare } from '../setup/prepare.mjs';
import { sayStep } from '../setup/say.mjs';
import { startXvfb } from '../setup/steps/display.mjs';
import { machineSwitches } from './switches.mjs';

/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * @param {string[]} args
 * @returns {Promise<number>} the app's exit code
 */
export async function start(args) {
  const { own, forApp } = splitArguments(args);
  const ready = await prepare({ yes: answeredBeforehand(own), for: 'start' });
  await build({ target: ready.electron.standIn ? 'stand-in' : 'shipped', say: sayStep });
  const switches = await machineSwitches({ headless: ready.headless });
  const screen = ready.headless ? await startXvfb() : null;
  try {
    if (screen) sayStep(`there is no display: the window opens on a virtual one, ${screen.display}`);
    const env = { ...ready.env, ...(screen ? { DISPLAY: screen.display } : {}) };
    return await runApp(ready.electron.path, [projectRoot, ...switches, ...forApp], env);
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
    const child = spawn(electron, args, { env, stdio: 'inherit' });
    for (const signal of passedOn) {
      process.on(signal, () => {
        // A Ctrl-C at a terminal reaches the app by itself.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])));
  });
}
