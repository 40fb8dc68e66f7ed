/** Run in a mount namespace of its own: a Podman with a small disk for what it is sent takes in an image; prints what came of it. */
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startTestEngine } from '../../../../../scripts/test-engine.mjs';
import { toErrorData } from '../../../../../shared/errors.ts';
import { LibpodClient } from '../../../../runtime/podman/client.ts';
import { importImages } from '../import.ts';
import { readImages } from '../read.ts';

const [work = ''] = process.argv.slice(2);
const small = path.join(work, 'small');
await mkdir(small);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
const podman = await startTestEngine();
const client = new LibpodClient({ socketPath: podman.socket });
try {
  await podman.podman(['save', '--format', 'docker-archive', '-o', path.join(work, 'image.tar'), podman.image]);
  podman.env.TMPDIR = small;
  await podman.stopService();
  await podman.startService();
  const wish = { source: path.join(work, 'image.tar'), name: null, onProgress: () => {} };
  const signal = new AbortController().signal;
  const refused = await importImages(client, { ...wish, signal }).then(() => null, toErrorData);
  console.log(JSON.stringify({ refused, images: (await readImages(client)).length }));
} finally {
  await client[Symbol.asyncDispose]();
  await podman.stop();
}
