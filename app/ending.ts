/** How the app ends: with a question where it would end what is at work, with all that it has begun, and its place kept. */
import { app, type BrowserWindow } from 'electron';
import type { Gantry } from '../main/gantry.ts';
import { guardQuit } from './guard-quit.ts';
import type { QuitGuard } from './quit.ts';
import { report } from './report.ts';
import { placeOf, rememberPlace } from './window-place.ts';

/** @param placeFile where the window's place is kept */
export function endWell(gantry: Gantry, window: BrowserWindow, placeFile: string): QuitGuard {
  const guard = guardQuit(gantry);
  let placeKept = Promise.resolve();
  window.on('close', (event) => {
    if (guard.mayClose()) placeKept = rememberPlace(placeFile, placeOf(window)).catch(report);
    else event.preventDefault();
  });
  // By now Electron has set handlers of its own, which quit as a user does, with the question: these come after them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => guard.quitUnasked());
  endWithApp(async () => {
    await Promise.all([gantry[Symbol.asyncDispose](), placeKept]);
  });
  return guard;
}

/** Children and open files end before the app does, but a stuck one doesn't keep it alive. */
function endWithApp(end: () => Promise<void>): void {
  let ended = false;
  app.on('will-quit', (event) => {
    // Asked again, by a second signal: it is being ended already, and not cut short.
    event.preventDefault();
    if (ended) return;
    ended = true;
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 5000));
    void Promise.race([end().catch(report), patience]).finally(() => app.exit(0));
  });
}
