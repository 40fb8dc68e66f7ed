// @ts-check
/** A folder as a tar.gz, by the machine's own tar: electron-builder would download one. */
import path from 'node:path';
import { SetupProblem } from '../setup/problem.mjs';
import { lastWords, run } from '../setup/run.mjs';

/**
 * @param {{ folder: string, archive: string, name: string }} options `name`: what the folder is called in the archive
 */
export async function tarball({ folder, archive, name }) {
  const base = path.basename(folder);
  const done = await run(
    'tar',
    [
      ...['--create', '--gzip', '--file', archive, '--directory', path.dirname(folder)],
      // Whoever packs it is of no interest to who unpacks it.
      ...['--sort=name', '--owner=0', '--group=0', '--numeric-owner'],
      ...[`--transform=flags=r;s,^${base},${name},`, base],
    ],
    { timeout: 10 * 60_000 },
  );
  if (done.code !== 0) {
    throw new SetupProblem(`The archive could not be made: ${lastWords(done)}`, 'Is the disk full? Run this again.');
  }
}
