/** What the calls need of Electron. */
import { app, BrowserWindow, dialog, type FileFilter, type OpenDialogOptions, shell } from 'electron';
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
    chooseArchive: () =>
      chosen({
        title: 'Add a checkpoint archive',
        properties: ['openFile'],
        filters: [archives('Checkpoint archives'), allFiles],
      }),
    chooseImage: (what) =>
      what === 'folder'
        ? chosen({ title: 'Import an OCI layout or a root file system', properties: ['openDirectory'] })
        : chosen({
            title: 'Import an image',
            properties: ['openFile'],
            filters: [archives('Archives of images and root file systems'), allFiles],
          }),
    answerQuit,
    reveal: (file) => shell.showItemInFolder(file),
  };
}

const allFiles: FileFilter = { name: 'All files', extensions: ['*'] };

function archives(name: string): FileFilter {
  return { name, extensions: ['tar', 'gz', 'zst', 'tgz'] };
}

/** Null: called off. */
async function chosen(options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow();
  const { filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
  return filePaths[0] ?? null;
}
