/** Starts the built app as a user has it, and ends it. */
import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { bundleEnvironment } from './bundle-place.ts';

const root = path.resolve(import.meta.dirname, '..');

const ended = new WeakSet<ElectronApplication>();

/** Electron, and the words it is started with. */
export function appCommand(dataFolder: string): { executablePath: string; args: string[] } {
  const { GANTRY_ELECTRON: executablePath, GANTRY_ELECTRON_SWITCHES = '' } = process.env;
  if (!executablePath) throw new Error('GANTRY_ELECTRON names no Electron. Run the tests with: npm test -- e2e');
  const switches = GANTRY_ELECTRON_SWITCHES.split(' ').filter((word) => word !== '');
  return { executablePath, args: [root, ...switches, `--user-data-dir=${dataFolder}`] };
}

/**
 * @param env of the app: it leads to the test's engine
 * @param dataFolder where the app keeps its own things, and its bundle engine what it has
 */
export async function launch(
  env: Readonly<Record<string, string>>,
  dataFolder: string,
): Promise<{ app: ElectronApplication; output: () => string }> {
  const app = await _electron.launch({ ...appCommand(dataFolder), env: { ...env, ...bundleEnvironment(dataFolder) } });
  app.on('close', () => ended.add(app));
  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { app, output: () => output };
}

/** Ends the app by a signal: no question holds that up, whatever runs in its terminals. One that stays is killed, and told. */
export async function end(app: ElectronApplication): Promise<void> {
  if (!isAlive(app)) return;
  const child = app.process();
  // Playwright knows of it a moment after the process has ended.
  const closed = app.waitForEvent('close');
  child.kill('SIGTERM');
  await closed.catch((thrown: unknown) => {
    child.kill('SIGKILL');
    throw thrown;
  });
}

export function isAlive(app: ElectronApplication): boolean {
  return !ended.has(app);
}
