/** Everything behind the window, bound to Electron. */
import path from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { answerCall } from '../main/calls/answer.ts';
import { checkpointFolder, movedFolder } from '../main/checkpoint/place.ts';
import { Gantry } from '../main/gantry.ts';
import { endWell } from './ending.ts';
import { type Answer, bindDrops, bindPushes } from './ipc.ts';
import { electronShell } from './shell.ts';

export interface Rooms {
  /** Answers the window's calls. */
  readonly answer: Answer;
  /** Ends the app without a question. */
  readonly quitUnasked: () => void;
}

/** Who starts the app with a folder of its own, as tests do, has the checkpoints there, too. */
function checkpoints(): string {
  const inOwn = path.join(app.getPath('userData'), 'checkpoints');
  if (app.commandLine.hasSwitch('user-data-dir')) return inOwn;
  return movedFolder(inOwn, checkpointFolder(process.env));
}

/** @param placeFile where the window's place is kept */
export function openRooms(window: BrowserWindow, placeFile: string): Rooms {
  const gantry = new Gantry({
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    userId: process.getuid?.() ?? 0,
    dataFolder: app.getPath('userData'),
    checkpointFolder: checkpoints(),
  });
  const guard = endWell(gantry, window, placeFile);
  bindPushes(gantry, window);
  bindDrops(gantry);
  gantry.start();
  const shell = electronShell({ answerQuit: (answer) => guard.answer(answer) });
  return {
    answer: (name, input, handPort) => answerCall(name, input, { gantry, shell, handPort }),
    quitUnasked: () => guard.quitUnasked(),
  };
}
