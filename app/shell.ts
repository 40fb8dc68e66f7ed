/** What the calls need of Electron. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  type FileFilter,
  type OpenDialogOptions,
  type SaveDialogOptions,
  shell,
} from 'electron';
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
    async chooseTarget(name) {
      const options: SaveDialogOptions = {
        title: 'Save a copy of the checkpoint archive',
        defaultPath: path.join(app.getPath('home'), name),
        filters: [archives('Checkpoint archives'), allFiles],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const window = BrowserWindow.getFocusedWindow();
      const { canceled, filePath } = window
        ? await dialog.showSaveDialog(window, options)
        : await dialog.showSaveDialog(options);
      return canceled || filePath === '' || filePath === undefined ? null : filePath;
    },
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
