/** The question before quitting, by the window's page or, where that doesn't answer, by the desktop's own dialog. */
import { app, BrowserWindow, dialog } from 'electron';
import type { Gantry } from '../main/gantry.ts';
import { channels } from '../shared/channels.ts';
import type { Push, QuitMatters } from '../shared/ipc.ts';
import { linesOf, QuitGuard } from './quit.ts';
import { showWindow } from './window.ts';

export function guardQuit(gantry: Gantry): QuitGuard {
  return new QuitGuard({
    ending: () => gantry.endingWithApp(),
    operationsSettled: () => gantry.checkpoints.operations.settled(),
    askPage(payload) {
      const [window] = BrowserWindow.getAllWindows();
      // It may be closed from the panel, unseen.
      showWindow();
      const push: Push = { name: 'app.quitAsked', payload };
      window?.webContents.send(channels.push, push);
    },
    askNatively,
    quit: () => app.quit(),
  });
}

async function askNatively(matters: QuitMatters): Promise<boolean> {
  const [window] = BrowserWindow.getAllWindows();
  const options = {
    type: 'question' as const,
    message: 'Quit Gantry?',
    detail: `Its page doesn’t answer. Quitting ends these:\n${linesOf(matters)}`,
    buttons: ['Cancel', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  };
  const asked = window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options);
  return (await asked).response === 1;
}
