// @ts-check
/** The steps that make sure of an engine: each acts where it is needed and does nothing where it isn't. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limitFiles, machineOf, podmanPrograms, withoutResource } from '../../../main/host/doctor/testing/machine.mjs';
import { listener } from '../../testing/folder.mjs';
import { engine } from './engine.mjs';
import { ociRuntime } from './oci-runtime.mjs';
import { rlimits } from './rlimits.mjs';
import { bundleSampleImage, busyboxForTests, sampleImage } from './sample-image.mjs';

/** @returns {never} */
const never = () => assert.fail('there was no need');
const hybrid = { '/sys/fs/cgroup/unified/cgroup.controllers': 'misc' };

describe('the engine', () => {
  test('that is there is used as it is', async () => {
    const { lines, say } = listener();
    const machine = machineOf({ programs: podmanPrograms('4.3.0', { rootless: true }) });
    assert.equal((await engine({ machine, yes: true, say, install: never }))?.version, '4.3.0');
    assert.deepEqual(lines, ['Podman 4.3.0, rootless']);
  });

  test('is installed where there is none', async () => {
    /** @type {Record<string, string>} */
    const programs = {};
    const { lines, say } = listener();
    const install = async (/** @type {string} */ purpose) => {
      assert.equal(purpose, 'engine');
      Object.assign(programs, podmanPrograms('5.4.2'));
    };
    // A machine whose programs change: described anew for each question.
    const machine = {
      ...machineOf({}),
      run: (/** @type {string} */ command, /** @type {readonly string[]} */ args) =>
        machineOf({ programs }).run(command, args),
    };
    assert.equal((await engine({ machine, yes: true, say, install }))?.version, '5.4.2');
    assert.deepEqual(lines, ['Podman 5.4.2']);
  });

  test('is the bundle engine where there is no Podman but conmon and an OCI runtime, unless Podman itself is needed', async () => {
    const { lines, say } = listener();
    const machine = machineOf({ programs: { conmon: '', runc: '' } });
    assert.equal(await engine({ machine, yes: true, say, install: never }), null);
    assert.match(lines.join(), /bundle engine/);
    const needed = engine({ podmanIsNeeded: true, machine, yes: true, say, install: async () => {} });
    await assert.rejects(needed, /not on the PATH/);
    const ofUser = engine({ machine: { ...machine, isRoot: false }, yes: true, say, install: async () => {} });
    await assert.rejects(ofUser, /not on the PATH/);
  });

  test('that is too old is refused with the way out', async () => {
    const machine = machineOf({ programs: podmanPrograms('3.4.4') });
    const asked = engine({ machine, yes: true, say: never, install: never });
    await assert.rejects(asked, /Podman 3\.4\.4 is here, and Gantry needs 4\.3\.0 or newer\. Upgrade/);
  });

  test('that was installed out of reach is named', async () => {
    const asked = engine({ machine: machineOf({}), yes: true, say: never, install: async () => {} });
    await assert.rejects(asked, /not on the PATH/);
  });
});

describe('resource limits', () => {
  test('are left to Podman where its own can be set', async () => {
    assert.equal(await rlimits({ machine: machineOf({ files: limitFiles() }), say: never }), null);
  });

  test('are the highest that can be set where its own can not', async () => {
    const { lines, say } = listener();
    const files = limitFiles({ nofile: '20000', nproc: '3000', capabilities: withoutResource });
    assert.deepEqual(await rlimits({ machine: machineOf({ files }), say }), ['nofile=20000:20000', 'nproc=3000:3000']);
    assert.match(lines.join(), /nofile=20000:20000 nproc=3000:3000/);
  });
});

describe('the OCI runtime', () => {
  test('is left to Podman where crun takes the cgroups', async () => {
    const machine = machineOf({ files: { '/sys/fs/cgroup/cgroup.controllers': 'cpu' }, programs: { runc: '' } });
    assert.equal(await ociRuntime({ machine, podman: { runtime: 'crun' }, say: never }), null);
  });

  test('is left to Podman where it uses another than crun', async () => {
    const machine = machineOf({ files: hybrid, programs: { runc: '' } });
    assert.equal(await ociRuntime({ machine, podman: { runtime: 'runc' }, say: never }), null);
  });

  test('is runc where crun refuses the cgroups', async () => {
    const { lines, say } = listener();
    const machine = machineOf({ files: hybrid, programs: { runc: '' } });
    assert.equal(await ociRuntime({ machine, podman: { runtime: 'crun' }, say }), 'runc');
    assert.match(lines.join(), /runc is used/);
  });

  test('that is missing is asked for', async () => {
    const { lines, say } = listener();
    assert.equal(await ociRuntime({ machine: machineOf({ files: hybrid }), podman: { runtime: 'crun' }, say }), null);
    assert.match(lines.join(), /Install runc/);
  });
});

describe('the sample image', () => {
  test('is not made where there are images', async () => {
    const { lines, say } = listener();
    await sampleImage({ images: 2, say, env: {}, busybox: never, importImage: never });
    assert.deepEqual(lines, ['images: 2']);
  });

  test("is made of the machine's busybox where there is none", async () => {
    /** @type {string[]} */
    const made = [];
    const importImage = async (/** @type {string} */ source) => void made.push(source);
    await sampleImage({ images: 0, say: () => {}, env: {}, busybox: async () => '/bin/busybox', importImage });
    assert.deepEqual(made, ['/bin/busybox']);
  });

  test('that can not be made holds nothing up, and the reason is said', async () => {
    const { lines, say } = listener();
    const importImage = () => Promise.reject(new Error('no space left'));
    await sampleImage({ images: 0, say, env: {}, busybox: async () => '/bin/busybox', importImage });
    await sampleImage({ images: 0, say, env: {}, busybox: async () => null, importImage: never });
    assert.match(lines[0] ?? '', /no space left/);
    assert.match(lines[1] ?? '', /install busybox-static/);
  });

  test('is made for the bundle engine where that has none, and is not where it has', async () => {
    for (const [before, words] of /** @type {const} */ ([
      [0, /made the image localhost\/gantry-sample/],
      [3, /^images: 3$/],
    ])) {
      const { lines, say } = listener();
      const giveImage = async (/** @type {string} */ source) => (source === '/bin/busybox' ? before : -1);
      assert.equal(await bundleSampleImage({ say, env: {}, busybox: async () => '/bin/busybox', giveImage }), true);
      assert.match(lines.join(), words);
    }
  });

  test('of the tests needs a busybox, which is installed where there is none', async () => {
    let isThere = false;
    const options = { yes: true, say: never, env: {}, busybox: async () => (isThere ? '/bin/busybox' : null) };
    await assert.rejects(busyboxForTests({ ...options, install: async () => {} }), /no static busybox/);
    await busyboxForTests({
      ...options,
      install: async () => {
        isThere = true;
      },
    });
    await busyboxForTests({ ...options, install: never });
  });
});
