/**
 * The entry of the main process: opens the window, then what is behind it. Nothing of Chromium's starts before this file
 * has run, and its pages wait for this process when they load: so it is small, and the rest is read and run when the
 * page has got its own scripts, and runs them.
 */
import path from 'node:path';
import { app } from 'electron';
import { reloadAfterCrash } from './after-crash.ts';
import { harden } from './hardening.ts';
import { bindCalls } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveWindow } from './protocol.ts';
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
  const rooms = isPageAtWork.then(() => import('./rooms.ts')).then(({ openRooms }) => openRooms(window, placeFile));
  bindCalls(rooms.then(({ answer }) => answer));
  quit = (await rooms).quitUnasked;
}

main().catch((thrown: unknown) => {
  console.error(thrown);
  app.exit(1);
});
