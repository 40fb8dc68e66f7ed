/** The entry of the main process: it puts the parts together and holds nothing itself. */
import path from 'node:path';
import { app } from 'electron';
import { Gantry } from '../main/gantry.ts';
import { toErrorData } from '../shared/errors.ts';
import { reloadAfterCrash } from './after-crash.ts';
import { harden } from './hardening.ts';
import { bindCalls, bindPushes } from './ipc.ts';
import { setMenu } from './menu.ts';
import { registerScheme, serveWindow } from './protocol.ts';
import { electronShell } from './shell.ts';
import { openWindow, showWindow } from './window.ts';
import { placeOf, recallPlace, rememberPlace } from './window-place.ts';

async function main(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    // By its request the one that runs shows its window.
    console.log('Gantry is open already: its window comes to the front.');
    app.quit();
    return;
  }
  registerScheme();
  harden();
  // Engines are sought while Electron still gets ready: the list shall be there when the window is.
  const gantry = new Gantry({
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    userId: process.getuid?.() ?? 0,
    dataFolder: app.getPath('userData'),
  });
  gantry.start();
  const placeFile = path.join(app.getPath('userData'), 'window.json');
  const place = recallPlace(placeFile);
  let placeKept = Promise.resolve();
  endWithApp(async () => {
    await Promise.all([gantry[Symbol.asyncDispose](), placeKept]);
  });
  bindCalls(gantry, electronShell());
  setMenu();
  await app.whenReady();
  serveWindow(path.join(app.getAppPath(), 'out', 'renderer'));
  const files = {
    preload: path.join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
    icon: path.join(app.getAppPath(), 'app', 'icon', '128x128.png'),
  };
  const window = openWindow(files, await place);
  window.on('close', () => {
    placeKept = rememberPlace(placeFile, placeOf(window)).catch(report);
  });
  bindPushes(gantry, window);
  reloadAfterCrash(window);
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
}

/** Children and open files end before the app does, but a stuck one doesn't keep it alive. */
function endWithApp(end: () => Promise<void>): void {
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    ended = true;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 5000));
    void Promise.race([end().catch(report), patience]).finally(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

function report(thrown: unknown): void {
  const { message, engineMessage } = toErrorData(thrown);
  console.error(engineMessage === null ? message : `${message} ${engineMessage}`);
}

main().catch((thrown: unknown) => {
  report(thrown);
  app.exit(1);
});
