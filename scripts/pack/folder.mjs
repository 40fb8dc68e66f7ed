// @ts-check
/** The folder that runs, and packages of it, by electron-builder. */
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot, toolNode } from '../setup/paths.mjs';
import { SetupProblem } from '../setup/problem.mjs';
import { lastWords, run } from '../setup/run.mjs';
import { writeLicences } from './licences.mjs';

/**
 * @param {{
 *   electron: import('../setup/steps/electron.mjs').Electron,
 *   packages?: string[],
 *   root?: string,
 *   say: (line: string) => void,
 * }} options the app has been built for this Electron
 * @returns {Promise<string>} the folder
 */
export async function packFolder({ electron, packages = [], root = projectRoot, say }) {
  await writeLicences(root);
  say(['packing the app', ...packages].join(', '));
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const command = [builder, '--linux', 'dir', ...packages, '--publish', 'never', ...choiceOfElectron(electron)];
  const done = await run(toolNode, command, { cwd: root, timeout: 20 * 60_000 });
  if (done.code !== 0) {
    throw new SetupProblem(
      `electron-builder could not pack the app: ${lastWords(done, 10)}`,
      'Put that right and run this again.',
    );
  }
  const folder = path.join(root, 'dist', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  // Electron would load it before the stand-in's loader, which knows it by this name.
  if (electron.standIn) {
    await rename(archiveOf(folder, false), archiveOf(folder, true));
    await rename(`${archiveOf(folder, false)}.unpacked`, `${archiveOf(folder, true)}.unpacked`);
  }
  return folder;
}

/**
 * The archive of the app's own files.
 * @param {string} folder @param {boolean} standIn
 */
export function archiveOf(folder, standIn) {
  return path.join(folder, 'resources', standIn ? 'packed.asar' : 'app.asar');
}

/**
 * electron-builder fetches the Electron of package.json itself, and finds it where Electron's own installer has put it.
 * @param {import('../setup/steps/electron.mjs').Electron} electron
 */
function choiceOfElectron({ standIn, path: binary, version }) {
  if (!standIn) return [];
  return [
    ...[`-c.electronDist=${path.dirname(binary)}`, `-c.electronVersion=${version}`],
    '-c.afterPack=scripts/pack/stand-in.mjs',
  ];
}
