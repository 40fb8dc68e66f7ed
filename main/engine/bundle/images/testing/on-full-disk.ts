/** Run in a mount namespace of its own: imports an image on a small disk, and prints what came of it. */
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { toErrorData } from '../../../../../shared/errors.ts';
import { ImageStore } from '../image-store.ts';

const [disk = '', source = ''] = process.argv.slice(2);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
const store = await ImageStore.open({ folder: path.join(disk, 'images'), umoci: null });
const refused = await store.import(source, { name: null }).then(() => null, toErrorData);
console.log(
  JSON.stringify({ code: refused?.code, hint: refused?.hint, left: await readdir(path.join(disk, 'images')) }),
);
