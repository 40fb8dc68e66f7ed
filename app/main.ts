/**
 * The entry of the main process: opens the window, then what is behind it. Nothing of Chromium's starts before this file
 * has run, and its pages wait for this process when they load: so it is small, and the rest is read and run when the
 * page has got its own scripts, and runs them.
 */
import path from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { reloadAfterCrash } from './after-crash.ts';
import { harden } from './hardening.ts';
import { bindCalls } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveWindow } from './protocol.ts';
import type { Rooms } from './rooms.ts';
import { openWindow, showWindow } from './window.ts';
import { recallPlace } from './window-place.ts';

async function main(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    // By its request the one that runs shows its window.
    console.log('Gantry is open already: its window comes to the front.');
    app.quit();
    return;
  }
  registerScheme();
  harden();
  const placeFile = path.join(app.getPath('userData'), 'window.json');
  const place = recallPlace(placeFile);
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', showWindow);
  setMenu();
  await app.whenReady();
  const isPageAtWork = serveWindow(path.join(app.getAppPath(), 'out', 'renderer'));
  const files = {
    preload: path.join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
    icon: path.join(app.getAppPath(), 'app', 'icon', '128x128.png'),
  };
  const window = openWindow(files, await place);
  let quit = (): void => app.quit();
  reloadAfterCrash(window, () => quit());
  const rooms = openedRooms(window, placeFile, isPageAtWork);
  bindCalls(rooms.then(({ answer }) => answer));
  quit = (await rooms).quitUnasked;
}

/** @param isPageAtWork a page that can't be loaded never is: then they are opened all the same, for what is shown instead */
async function openedRooms(window: BrowserWindow, placeFile: string, isPageAtWork: Promise<void>): Promise<Rooms> {
  const hasLoaded = new Promise<void>((resolve) => window.webContents.once('did-stop-loading', () => resolve()));
  await Promise.race([isPageAtWork, hasLoaded]);
  const { openRooms } = await import('./rooms.ts');
  // Closed that soon: the app ends, and nobody waits for answers.
  return window.isDestroyed() ? new Promise(() => undefined) : openRooms(window, placeFile);
}

main().catch((thrown: unknown) => {
  console.error(thrown);
  app.exit(1);
});
