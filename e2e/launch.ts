/** Starts the built app as a user has it. */
import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..');

/**
 * @param env of the app: it leads to the test's engine
 * @param dataFolder where the app keeps its own things
 */
export async function launch(
  env: Readonly<Record<string, string>>,
  dataFolder: string,
): Promise<{ app: ElectronApplication; output: () => string }> {
  const { GANTRY_ELECTRON: executablePath, GANTRY_ELECTRON_SWITCHES = '' } = process.env;
  if (!executablePath) throw new Error('GANTRY_ELECTRON names no Electron. Run the tests with: npm test -- e2e');
  const switches = GANTRY_ELECTRON_SWITCHES.split(' ').filter((word) => word !== '');
  const app = await _electron.launch({
    executablePath,
    args: [root, ...switches, `--user-data-dir=${dataFolder}`],
    env: { ...env },
  });
  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { app, output: () => output };
}
