import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gantry-full-disk-'));
});
afterAll(() => rm(root, { recursive: true }));

it('an archive that does not fit is refused before it is copied, and nothing is lost by it', async () => {
  const script = path.join(import.meta.dirname, 'testing/on-full-disk.ts');
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const command = [...user, '--mount', process.execPath, script, root];
  const { stdout } = await promisify(execFile)('unshare', command);
  const came: unknown = JSON.parse(stdout);
  expect(came).toEqual({
    refused: {
      code: 'disk-full',
      message: expect.stringMatching(/no room/),
      engineMessage: expect.stringMatching(/KiB are free in .*, 98\d KiB are needed/),
      hint: expect.stringMatching(/Make room/),
    },
    afterRefusal: [],
    filled: 'ENOSPC',
    fault: null,
    listed: 1,
    source: expect.arrayContaining(['disk', 'large.tar', 'small.tar']),
  });
});
