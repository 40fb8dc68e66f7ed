import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('says so where the app has no descriptor left for a conmon', async () => {
  const script = path.join(import.meta.dirname, 'testing/out-of-descriptors.ts');
  const words = 'ulimit -n 80; exec "$0" "$1"';
  const { stdout } = await promisify(execFile)('sh', ['-c', words, process.execPath, script]);
  expect(JSON.parse(stdout)).toMatchObject({
    code: 'engine-failed',
    message: 'Make web: conmon could not be started.',
    engineMessage: expect.stringContaining('EMFILE'),
  });
});
