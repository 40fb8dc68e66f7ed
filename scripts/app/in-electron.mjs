// @ts-check
/** Everything that a script needs to start the built app as a user has it, on a virtual display. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { inTurn } from '../setup/in-turn.mjs';
import { projectRoot, toolNode } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';
import { sayStep } from '../setup/say.mjs';
import { startXvfb } from '../setup/steps/display.mjs';
import { machineSwitches } from '../start/switches.mjs';

/**
 * Runs a program of e2e/ that starts the app. Its environment names Electron, its switches, and the display.
 * @param {string} program below the project's folder
 * @param {string[]} args
 * @param {{ size?: string, switches?: string[] }} [options] `size`: of the display; `switches`: of Electron, besides
 * @returns {Promise<number>} the program's exit code
 */
export async function inElectron(program, args, { size, switches = [] } = {}) {
  const prepared = await prepare({ for: 'test' });
  const target = prepared.electron.standIn ? 'stand-in' : 'shipped';
  await inTurn(() => build({ target, say: sayStep }), { say: sayStep });
  const screen = await startXvfb(size === undefined ? {} : { size });
  try {
    const { WAYLAND_DISPLAY: _, ...rest } = prepared.env;
    const env = {
      ...rest,
      DISPLAY: screen.display,
      GANTRY_ELECTRON: prepared.electron.path,
      GANTRY_ELECTRON_SWITCHES: [...(await machineSwitches({ headless: true })), ...switches].join(' '),
      GANTRY_CHROMIUM: prepared.chromium ?? '',
      GANTRY_NO_SELINUX_MACHINE: prepared.noSelinuxMachine ?? '',
    };
    const child = spawn(toolNode, [path.join(projectRoot, program), ...args], { env, stdio: 'inherit' });
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    await screen.stop();
  }
}
