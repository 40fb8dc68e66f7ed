import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsInForce, settingsOf } from './containers-conf.ts';

const nothing = { defaultUlimits: null, initPath: null, helperFolders: null };

describe('containers.conf', () => {
  it.each([
    ['[containers]\ndefault_ulimits = ["nofile=1:2"]', { defaultUlimits: ['nofile=1:2'] }],
    ['[containers]\ninit_path = "/a"\n[engine]\ninit_path = "/b"', { initPath: '/a' }],
    ['[engine]\ninit_path = "/b"\nhelper_binaries_dir = ["/c"]', { initPath: '/b', helperFolders: ['/c'] }],
    ['[containers]\ninit_path = ""\n[engine]\nruntime = "runc"', {}],
    // Newer Podmans know lists that are added to, which older ones of ours don't have to.
    ['[containers]\ndefault_ulimits = ["nofile=1:2", {append = true}]\ninit_path = "/a"', { initPath: '/a' }],
    ['not toml [', {}],
  ])('says no more than what is in it: %j', (file, said) => {
    expect(settingsOf(file)).toEqual({ ...nothing, ...said });
  });

  it('named by CONTAINERS_CONF is the one in force, and an override comes after it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-conf-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const base = path.join(folder, 'containers.conf');
    const override = path.join(folder, 'override.conf');
    await writeFile(base, '[containers]\ndefault_ulimits = ["nofile=1:2"]\ninit_path = "/a"');
    await writeFile(override, '[containers]\ndefault_ulimits = ["nofile=3:4"]');
    const environment = { CONTAINERS_CONF: base };
    expect(await settingsInForce(environment, true)).toMatchObject({ defaultUlimits: ['nofile=1:2'], initPath: '/a' });
    const both = { ...environment, CONTAINERS_CONF_OVERRIDE: override };
    expect(await settingsInForce(both, true)).toMatchObject({ defaultUlimits: ['nofile=3:4'], initPath: '/a' });
  });
});
