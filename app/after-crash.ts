/** A page whose process has crashed is loaded again, so that no dead window is left. */
import { type BrowserWindow, dialog } from 'electron';
import { afterCrash } from '../shared/channels.ts';
import { startPage } from './own-origin.ts';

/** Milliseconds. A page that crashes again so soon would go on doing so: the user is asked. */
const soon = 60_000;

/**
 * All that the page showed is still in the main process: the list, and the terminals' sessions.
 * @param quit where the user would rather not have it again
 */
export function reloadAfterCrash(window: BrowserWindow, quit: () => void): void {
  let reloadedAt = Number.NEGATIVE_INFINITY;
  const reload = (): void => {
    reloadedAt = performance.now();
    void window.loadURL(`${startPage}?${afterCrash}`);
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    console.error(`The window's page has ended: ${reason} (${exitCode}).`);
    if (performance.now() - reloadedAt > soon) reload();
    else void ask(window, reason).then((again) => (again ? reload() : quit()));
  });
}

async function ask(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'Gantry’s window has crashed again.',
    detail: `Its page has ended (${reason}). Your containers and their programs run on; so do the terminals until you quit.`,
    buttons: ['Load it again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}
