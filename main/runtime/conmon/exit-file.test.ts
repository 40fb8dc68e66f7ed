import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { untilExitFile } from './exit-file.ts';

describe('the file with the exit code', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-exits-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is waited for where its folder is not there yet', async () => {
    const file = path.join(folder, 'exits', 'id');
    let looks = 0;
    const came = untilExitFile(file, 10_000, async () => {
      looks += 1;
      if (looks === 2) {
        await mkdir(path.dirname(file));
        await writeFile(file, '0');
      }
      return false;
    });
    expect(await came).toBe(true);
  });

  it('does not come where there is neither its folder nor hope', async () => {
    expect(await untilExitFile(path.join(folder, 'exits', 'id'), 10_000, async () => true)).toBe(false);
  });
});
