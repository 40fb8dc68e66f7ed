import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { completed, defaultUlimits, parseUlimit, ulimitsOf } from './containers-conf.ts';

describe('a limit', () => {
  it.each([
    ['nofile=1024:4096', { type: 'nofile', soft: 1024, hard: 4096 }],
    ['RLIMIT_NPROC=10', { type: 'nproc', soft: 10, hard: 10 }],
    ['core=-1:-1', { type: 'core', soft: -1, hard: -1 }],
  ])('is read from %s', (text, expected) => {
    expect(parseUlimit(text)).toEqual(expected);
  });

  it('is not made of what is none', () => {
    expect(parseUlimit('nofile')).toBeNull();
  });
});

describe('containers.conf', () => {
  it('tells its limits, or that it has none', () => {
    expect(ulimitsOf('[containers]\ndefault_ulimits = ["nofile=1:2"]')).toEqual(['nofile=1:2']);
    expect(ulimitsOf('[engine]\nruntime = "runc"')).toBeNull();
    expect(ulimitsOf('not toml [')).toBeNull();
  });

  it.each([
    [
      'what it leaves out is what can be set',
      false,
      [{ type: 'nofile', soft: 1, hard: 2 }],
      { type: 'nproc', soft: 8, hard: 8 },
    ],
    ['what it leaves out is left to Podman where that works', true, [{ type: 'nofile', soft: 1, hard: 2 }], null],
  ])('%s', (_what, defaultsWork, found, added) => {
    const limits = completed(found, { defaultsWork, nofile: 9, nproc: 8 });
    expect(limits).toEqual(added === null ? found : [...found, added]);
  });

  it('named by CONTAINERS_CONF is the one in force, and an override comes after it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-conf-'));
    const conf = path.join(folder, 'containers.conf');
    const override = path.join(folder, 'override.conf');
    await writeFile(conf, '[containers]\ndefault_ulimits = ["nofile=1:2", "nproc=5:6"]');
    await writeFile(override, '[containers]\ndefault_ulimits = ["nofile=3:4", "nproc=5:6"]');
    try {
      const nproc = { type: 'nproc', soft: 5, hard: 6 };
      const base = { CONTAINERS_CONF: conf };
      expect(await defaultUlimits(base, true)).toEqual([{ type: 'nofile', soft: 1, hard: 2 }, nproc]);
      const both = { ...base, CONTAINERS_CONF_OVERRIDE: override };
      expect(await defaultUlimits(both, true)).toEqual([{ type: 'nofile', soft: 3, hard: 4 }, nproc]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
