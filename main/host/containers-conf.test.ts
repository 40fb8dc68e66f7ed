import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultUlimits, parseUlimit, ulimitsOf } from './containers-conf.ts';

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

  it('named by CONTAINERS_CONF is the one in force, and an override comes after it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-conf-'));
    const conf = path.join(folder, 'containers.conf');
    const override = path.join(folder, 'override.conf');
    await writeFile(conf, '[containers]\ndefault_ulimits = ["nofile=1:2"]');
    await writeFile(override, '[containers]\ndefault_ulimits = ["nofile=3:4"]');
    try {
      expect(await defaultUlimits({ CONTAINERS_CONF: conf }, true)).toEqual([{ type: 'nofile', soft: 1, hard: 2 }]);
      const both = { CONTAINERS_CONF: conf, CONTAINERS_CONF_OVERRIDE: override };
      expect(await defaultUlimits(both, true)).toEqual([{ type: 'nofile', soft: 3, hard: 4 }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
