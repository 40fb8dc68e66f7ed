/** What the calls need of Electron. */
import { app, BrowserWindow, dialog, shell } from 'electron';
import type { Shell } from '../main/calls/shell.ts';
import { GantryError } from '../shared/errors.ts';
import { isSafeLink } from './safe-link.ts';

export function electronShell({ answerQuit }: Pick<Shell, 'answerQuit'>): Shell {
  return {
    about: () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chrome: process.versions.chrome ?? '',
      node: process.versions.node,
      standIn: Boolean(process.env.GANTRY_ELECTRON_STAND_IN),
    }),
    project: app.isPackaged ? null : app.getAppPath(),
    async openLink(url) {
      if (!isSafeLink(url)) {
        throw new GantryError({
          code: 'invalid',
          message: 'This link was not opened: only web addresses (http, https) are.',
          engineMessage: url.slice(0, 500),
        });
      }
      await shell.openExternal(new URL(url).href);
    },
    async chooseArchive() {
      const options = {
        title: 'Add a checkpoint archive',
        properties: ['openFile' as const],
        filters: [
          { name: 'Checkpoint archives', extensions: ['tar', 'gz', 'zst', 'tgz'] },
          { name: 'All files', extensions: ['*'] },
        ],
      };
      const window = BrowserWindow.getFocusedWindow();
      const { filePaths } = window
        ? await dialog.showOpenDialog(window, options)
        : await dialog.showOpenDialog(options);
      return filePaths[0] ?? null;
    },
    answerQuit,
    reveal: (file) => shell.showItemInFolder(file),
  };
}
