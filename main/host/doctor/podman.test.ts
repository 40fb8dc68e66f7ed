import { describe, expect, it } from 'vitest';
import { isOlder, podmanFacts } from './podman.mjs';
import { machineOf, podmanPrograms } from './testing/machine.mjs';

describe('versions', () => {
  it.each([
    ['4.2.9', '4.3.0', true],
    ['4.3.0', '4.3.0', false],
    ['4.10.0', '4.3.0', false],
    ['3.9', '4.3.0', true],
    ['5.0.0-rc1', '4.3.0', false],
    ['4.3.1+ds1', '4.3.0', false],
  ])('%s is older than %s: %s', (version, than, older) => {
    expect(isOlder(version, than)).toBe(older);
  });
});

describe('what Podman says about itself', () => {
  it('is nothing where there is none', async () => {
    expect(await podmanFacts(machineOf({}))).toBeNull();
  });

  it('is read from its own words', async () => {
    const machine = machineOf({ programs: podmanPrograms('5.4.2', { runtime: 'runc', images: 3, rootless: true }) });
    expect(await podmanFacts(machine)).toEqual({
      version: '5.4.2',
      tooOld: false,
      runtime: 'runc',
      runtimePath: '/usr/bin/runc',
      runtimeVersion: 'runc version 1.8.1',
      conmon: '2.1.6',
      selinux: false,
      rootless: true,
      images: 3,
      complaint: null,
    });
  });

  it('is too old before 4.3', async () => {
    expect((await podmanFacts(machineOf({ programs: podmanPrograms('3.4.4') })))?.tooOld).toBe(true);
  });

  it('is its complaint where it does not work; its version is known all the same', async () => {
    const programs = {
      ...podmanPrograms('4.9.3'),
      // As where the storage is broken: this one wants it too.
      'podman version': { code: 125 },
      'podman info --format json': { code: 125, stderr: 'level=warning\nError: no subuid ranges found\n' },
    };
    const facts = await podmanFacts(machineOf({ programs }));
    expect(facts).toMatchObject({
      version: '4.9.3',
      complaint: 'Error: no subuid ranges found',
      runtime: null,
      images: 0,
    });
  });

  it.each([
    'null',
    '[]',
    '5',
    '"x"',
    '',
    '{"host":null,"store":7}',
    '{"host":{"ociRuntime":{"name":5},"security":{"rootless":"yes"}},"store":{"imageStore":{"number":"3"}}}',
  ])('is not known where it answers %s', async (stdout) => {
    const programs = { ...podmanPrograms('4.9.3'), 'podman info --format json': { code: 0, stdout } };
    expect(await podmanFacts(machineOf({ programs }))).toEqual({
      ...{ version: '4.9.3', tooOld: false, selinux: false, rootless: false, images: 0, complaint: null },
      ...{ runtime: null, runtimePath: null, runtimeVersion: null, conmon: null },
    });
  });

  it('is that it does not answer where it hangs', async () => {
    const hangs = { code: 124 };
    const facts = await podmanFacts(machineOf({ programs: { podman: hangs } }));
    expect(facts).toMatchObject({ version: 'of unknown version', tooOld: false, complaint: "it doesn't answer" });
  });
});
