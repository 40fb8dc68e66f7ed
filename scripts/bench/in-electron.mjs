// @ts-check
/** Everything that a script needs to start the built app as a user has it, on a virtual display. */
import { build } from '../build/build.mjs';
import { prepare } from '../setup/prepare.mjs';
import { sayStep } from '../setup/say.mjs';
import { startXvfb } from '../setup/steps/display.mjs';
import { machineSwitches } from '../start/switches.mjs';

/**
 * @template T
 * @param {(machine: { env: NodeJS.ProcessEnv, prepared: import('../setup/prepare.mjs').Prepared }) => Promise<T>} work
 *   its environment names Electron, its switches, and the display
 */
export async function inElectron(work) {
  const prepared = await prepare({ for: 'test' });
  await build({ target: prepared.electron.standIn ? 'stand-in' : 'shipped', say: sayStep });
  const screen = await startXvfb();
  try {
    const { WAYLAND_DISPLAY: _, ...env } = prepared.env;
    return await work({
      prepared,
      env: {
        ...env,
        DISPLAY: screen.display,
        GANTRY_ELECTRON: prepared.electron.path,
        GANTRY_ELECTRON_SWITCHES: (await machineSwitches({ headless: true })).join(' '),
        GANTRY_CHROMIUM: prepared.chromium ?? '',
      },
    });
  } finally {
    await screen.stop();
  }
}
