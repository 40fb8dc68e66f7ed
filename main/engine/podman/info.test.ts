import { describe, expect, it } from 'vitest';
import { capabilitiesOf, engineInfo, libpodInfo } from './info.ts';

/** What Podman tells, as far as it matters here. */
function told({ rootless = false, cgroups = 'v2', runtime = 'runc', runtimeVersion = 'runc version 1.1.5' } = {}) {
  return libpodInfo.parse({
    host: {
      arch: 'amd64',
      cgroupManager: 'systemd',
      cgroupVersion: cgroups,
      conmon: { path: '/usr/bin/conmon', version: 'conmon version 2.1.6, commit: unknown\nmore' },
      distribution: { distribution: 'debian', version: '12' },
      hostname: 'here',
      kernel: '6.1',
      ociRuntime: { name: runtime, path: `/usr/bin/${runtime}`, version: runtimeVersion },
      os: 'linux',
      security: { rootless, selinuxEnabled: true },
    },
    store: { graphDriverName: 'overlay', graphRoot: '/var/lib', graphStatus: { 'Backing Filesystem': 'extfs' } },
    version: { APIVersion: '4.3.1', Version: '4.3.1' },
  });
}

const crun = (features: string) => ({ runtime: 'crun', runtimeVersion: `crun version 1.8\ncommit: x\n${features}` });
const reasonOf = (change: Parameters<typeof told>[0], what: 'checkpoint' | 'pause' | 'stats') => {
  const capability = capabilitiesOf(told(change))[what];
  return capability.supported ? null : capability.reason;
};

describe('what an engine can do', () => {
  it.each([
    ['runc, by root', {}, null],
    ['crun with CRIU, by root', crun('+SYSTEMD +SELINUX +CRIU +YAJL'), null],
    ['crun without CRIU', crun('+SYSTEMD +SELINUX +YAJL'), 'built without CRIU'],
    ['a crun that does not tell what it was built with', crun(''), null],
    ['kata', { runtime: 'kata-runtime' }, 'kata-runtime'],
    ['any, without root', { rootless: true }, 'without root'],
  ])('to checkpoint, of %s', (_what, change, reason) => {
    if (reason === null) expect(reasonOf(change, 'checkpoint')).toBeNull();
    else expect(reasonOf(change, 'checkpoint')).toContain(reason);
  });

  it.each([
    [{ rootless: true, cgroups: 'v1' }, 'cgroups version 2'],
    [{ rootless: true, cgroups: 'v2' }, null],
    [{ rootless: false, cgroups: 'v1' }, null],
  ])('to pause and to measure, of %o', (change, reason) => {
    for (const what of ['pause', 'stats'] as const) {
      if (reason === null) expect(reasonOf(change, what)).toBeNull();
      else expect(reasonOf(change, what)).toContain(reason);
    }
  });
});

describe('what an engine is made of', () => {
  it('is told in short', () => {
    expect(engineInfo(told())).toMatchObject({
      operatingSystem: 'debian 12',
      conmon: '2.1.6',
      runtime: { name: 'runc', version: '1.1.5' },
      storage: { driver: 'overlay', filesystem: 'extfs' },
      selinuxEnabled: true,
    });
  });

  it.each([
    ['runc version 1.1.5+ds1\ncommit: 1.1.5+ds1-1+b1\nspec: 1.0.2-dev', '1.1.5+ds1'],
    ['crun version 1.24\ncommit: 5a1b', '1.24'],
    ['kata-runtime  : 3.2.0\n   commit   : 1', '3.2.0'],
    ['youki 1', 'youki 1'],
  ])('is told by its version alone: %j', (runtimeVersion, version) => {
    expect(engineInfo(told({ runtimeVersion })).runtime.version).toBe(version);
  });

  it('is told as far as it is known', () => {
    const bare = libpodInfo.parse({
      host: { os: 'linux', security: { rootless: true, selinuxEnabled: false } },
      store: {},
      version: { Version: '5.0.0' },
    });
    expect(engineInfo(bare)).toMatchObject({ operatingSystem: 'linux', cpus: 0, runtime: { name: '' }, criu: null });
  });
});
