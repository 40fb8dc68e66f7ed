/** Binds the calls and pushes to Electron's IPC. */
import { randomUUID } from 'node:crypto';
import { type BrowserWindow, ipcMain, MessageChannelMain, type WebFrameMain } from 'electron';
import type { CallContext } from '../main/calls/handler.ts';
import type { Gantry } from '../main/gantry.ts';
import { channels } from '../shared/channels.ts';
import type { CallResult } from '../shared/ipc.ts';
import { electronPort } from './electron-port.ts';
import { isOwnPage } from './own-origin.ts';
import { postPort } from './post-port.ts';

/** Answers a call of the window's. */
export type Answer = (name: unknown, input: unknown, handPort: CallContext['handPort']) => Promise<CallResult<unknown>>;

/** @param answering a call that comes before waits for it */
export function bindCalls(answering: Promise<Answer>): void {
  ipcMain.handle(channels.call, async (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    if (frame === null || !isOwnFrame(frame)) throw new Error('refused');
    const handPort = () => {
      const portId = randomUUID();
      return { portId, port: electronPort(postPort(frame, portId, new MessageChannelMain())) };
    };
    const answer = await answering;
    return answer(name, input, handPort);
  });
}

/** What the main process tells unasked goes to the window while it is there. */
export function bindPushes(gantry: Gantry, window: BrowserWindow): void {
  const end = gantry.onPush((push) => {
    if (!window.isDestroyed()) window.webContents.send(channels.push, push);
  });
  window.on('closed', () => {
    end();
    gantry.windowGone();
  });
  // A page that is loaded again, or has crashed, begins anew.
  window.webContents.on('did-start-loading', () => gantry.windowGone());
  window.webContents.on('render-process-gone', () => gantry.windowGone());
}

/** What is dropped on the window is offered to it by a name, as what is chosen in a dialog. */
export function bindDrops(gantry: Gantry): void {
  ipcMain.on(channels.dropped, ({ senderFrame }, path: unknown) => {
    if (senderFrame !== null && isOwnFrame(senderFrame) && typeof path === 'string') gantry.dropped(path);
  });
}

/** Only the main frame of our own page may call. */
function isOwnFrame(frame: WebFrameMain): boolean {
  return frame.parent === null && isOwnPage(frame.url);
}
