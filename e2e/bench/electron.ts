/** How Electron is started on this machine. */
import { _electron, type ElectronApplication } from '@playwright/test';

/** The switches that Chromium needs on this machine. */
export function machineSwitches(): string[] {
  const { GANTRY_ELECTRON_SWITCHES = '' } = process.env;
  return GANTRY_ELECTRON_SWITCHES.split(' ').filter((word) => word !== '');
}

/**
 * @param app its folder
 * @param data the folder for what it keeps
 */
export function electronCommand(app: string, data: string): { executablePath: string; args: string[] } {
  const { GANTRY_ELECTRON: executablePath } = process.env;
  if (!executablePath) throw new Error('GANTRY_ELECTRON names no Electron. Measure with: npm run bench');
  return { executablePath, args: [app, ...machineSwitches(), `--user-data-dir=${data}`] };
}

/** A yardstick's window, driven by Playwright as ours is. */
export function launchYardstick(app: string, data: string): Promise<ElectronApplication> {
  return _electron.launch(electronCommand(app, data));
}
