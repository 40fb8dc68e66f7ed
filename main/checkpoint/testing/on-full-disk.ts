/** Run in a mount namespace of its own: adds an archive to a catalogue on a small disk, and prints what came of it. */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, truncate } from 'node:fs/promises';
import path from 'node:path';
import { toErrorData } from '../../../shared/errors.ts';
import { CheckpointCatalogue } from '../catalogue.ts';
import { copy } from '../copy-in.ts';
import { configMember, writeArchive } from './archives.ts';

const [root = ''] = process.argv.slice(2);
const disk = path.join(root, 'disk');
await mkdir(disk);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);

const images = { header: { name: 'checkpoint/pages-1.img' }, content: new Uint8Array(1_000_000) };
const file = path.join(root, 'large.tar');
await writeArchive(file, [configMember, images]);
const small = path.join(root, 'small.tar');
await writeArchive(small, [configMember]);

const catalogue = new CheckpointCatalogue(path.join(disk, 'checkpoints'));
const refused = await catalogue.add(file).then(() => null, toErrorData);
const afterRefusal = await readdir(catalogue.folder);
// As when the room goes while it is copied.
const filled = await copy(file, path.join(disk, 'x'), () => {}).then(
  () => null,
  (thrown: NodeJS.ErrnoException) => thrown.code,
);
await truncate(path.join(disk, 'x'), 0);
const { fault } = await catalogue.add(small);
const listed = (await catalogue.list()).length;
console.log(JSON.stringify({ refused, afterRefusal, filled, fault, listed, source: await readdir(root) }));
