import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endTrials, firstError, tryCriu } from './criu-trial.mjs';

describe("CRIU's log", () => {
  it('tells the first error without its time, process and source line', () => {
    const log = [
      '(00.000123) Warn  (criu/kerndat.c:1103): $XDG_RUNTIME_DIR not set',
      '(00.000200) Error (criu/rlimit.c:17): Can not set RLIMIT_NOFILE',
      '(00.004210)   4711: Error (criu/vdso.c:325): Unexpected rt vDSO area bounds',
      '(00.004300) Error (criu/cr-dump.c:2098): Dumping FAILED.',
    ].join('\n');
    expect(firstError(log)).toBe('Unexpected rt vDSO area bounds');
  });

  it('without an error tells nothing', () => {
    expect(firstError('(00.01) Dumping finished successfully\n')).toBeNull();
  });
});

describe('a trial', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-trial-test.'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function criu(script: string): Promise<string> {
    const [text, file] = [path.join(folder, 'criu.sh'), path.join(folder, 'criu')];
    await writeFile(text, `#!/bin/bash\n${script}\n`);
    // By another process: a file that this one has open for writing while it starts a child somewhere can't be run then.
    await promisify(execFile)('install', ['-m', '755', text, file]);
    return file;
  }

  const failing = `while [ "$1" != --images-dir ]; do shift; done
    echo "(00.1) Error (criu/x.c:1): no such luck" > "$2/$4"
    exit 1`;

  it('fails with the words of the log', async () => {
    const program = await criu(failing);
    expect(await tryCriu(program)).toEqual({ ok: false, hung: false, reason: 'no such luck' });
  });

  it('fails where there is no such program', async () => {
    expect(await tryCriu(path.join(folder, 'none'))).toMatchObject({ ok: false, hung: false });
  });

  it('leaves neither its process nor its folder behind', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('gantry-criu-trial.'));
    const seen = path.join(folder, 'seen');
    await tryCriu(await criu(`echo "$*" > ${seen}; exit 1`));
    const pid = /--tree (\d+)/.exec(await readFile(seen, 'utf8'))?.[1];
    expect(pid).toBeDefined();
    // SIGKILL has been sent; the process is gone or a zombie until its parent's next turn.
    await expect.poll(() => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')).toBe('');
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('gantry-criu-trial.'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });

  it('that goes on can be ended at once, with all that belongs to it', async () => {
    const seen = path.join(folder, 'seen');
    const trial = tryCriu(await criu(`sleep 601 & echo "$* $!" > ${seen}.new; mv ${seen}.new ${seen}; wait`));
    await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).not.toBe('');
    const [, subject, images, child] =
      /--tree (\d+).* --images-dir (\S+) .* (\d+)$/m.exec(await readFile(seen, 'utf8')) ?? [];
    endTrials();
    expect(await trial).toMatchObject({ ok: false });
    expect(existsSync(images ?? '/')).toBe(false);
    for (const pid of [subject, child]) {
      await expect.poll(() => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')).toBe('');
    }
  });
});
