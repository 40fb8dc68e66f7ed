import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RuntimeProgram } from './runtime-program.ts';

describe('the program of an OCI runtime', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-program-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  async function program(script: string): Promise<RuntimeProgram> {
    const file = path.join(folder, 'runtime');
    await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return new RuntimeProgram({ name: 'runtime', path: file, root: path.join(folder, 'root'), speaksJSON: true });
  }

  it('is run without what is ours alone', async () => {
    vi.stubEnv('LD_LIBRARY_PATH', '/tmp/.mount_Gantry/usr/lib');
    vi.stubEnv('NOTIFY_SOCKET', '/run/notify');
    const printed = await (await program('env')).run(['state', 'web'], { doing: 'Look at web' });
    expect(printed).toMatch(/^PATH=/m);
    expect(printed).not.toMatch(/LD_LIBRARY_PATH|NOTIFY_SOCKET/);
  });

  it('that says too much is told of as one that did', async () => {
    const run = (await program('exec head -c 20000000 /dev/zero')).run(['state', 'web'], { doing: 'Look at web' });
    await expect(run).rejects.toMatchObject({
      code: 'engine-failed',
      message: 'Look at web: the OCI runtime runtime said more than 16 MiB.',
    });
  });

  it('has the logs removed of an app that was killed, and not those of one that runs', async () => {
    const root = path.join(folder, 'root');
    await mkdir(root);
    for (const name of ['.log-old', '.log-new', 'container']) await writeFile(path.join(root, name), '');
    const threeHoursAgo = new Date(Date.now() - 3 * 3600 * 1000);
    for (const name of ['.log-old', 'container']) await utimes(path.join(root, name), threeHoursAgo, threeHoursAgo);
    await (await program('exit 0')).run(['list'], { doing: 'List' });
    expect((await readdir(root)).sort()).toEqual(['.log-new', 'container']);
  });
});
