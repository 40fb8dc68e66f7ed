/** Everything behind the window, bound to Electron. */
import { app, type BrowserWindow } from 'electron';
import { answerCall } from '../main/calls/answer.ts';
import { Gantry } from '../main/gantry.ts';
import { toErrorData } from '../shared/errors.ts';
import { type Answer, bindPushes } from './ipc.ts';
import { electronShell } from './shell.ts';
import { placeOf, rememberPlace } from './window-place.ts';

/**
 * @param placeFile where the window's place is kept
 * @returns answers the window's calls
 */
export function openRooms(window: BrowserWindow, placeFile: string): Answer {
  const gantry = new Gantry({
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    userId: process.getuid?.() ?? 0,
    dataFolder: app.getPath('userData'),
  });
  let placeKept = Promise.resolve();
  window.on('close', () => {
    placeKept = rememberPlace(placeFile, placeOf(window)).catch(report);
  });
  endWithApp(async () => {
    await Promise.all([gantry[Symbol.asyncDispose](), placeKept]);
  });
  bindPushes(gantry, window);
  gantry.start();
  const shell = electronShell();
  return (name, input, handPort) => answerCall(name, input, { gantry, shell, handPort });
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
}

function report(thrown: unknown): void {
  const { message, engineMessage } = toErrorData(thrown);
  console.error(engineMessage === null ? message : `${message} ${engineMessage}`);
}
