/** Which files the bundle engine's containers reach, by the word of a kernel that enforces their labels. */
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerSpec } from '../../../shared/container.ts';
import { rootFolder } from './container-files.ts';
import type { BundleSubject } from './testing/bundle-subject.ts';
import { fileLabel, inside, sleeper, startEnforced } from './testing/enforcing.ts';

type Volume = ContainerSpec['volumes'][number];
const removal = { do: 'remove', force: true, volumes: false } as const;
const shared = 'system_u:object_r:container_file_t:s0';
let subject: BundleSubject;
/** On the disk, with a label that no container may touch. */
let folder: string;
beforeAll(async () => {
  subject = await startEnforced();
  folder = await mkdtemp(path.join(subject.root, 'files-'));
});
afterAll(() => subject[Symbol.asyncDispose]());

const volumeOf = (source: string, relabel: Volume['relabel'], destination = '/volume'): Volume => {
  return { source, destination, readOnly: false, relabel };
};
const filled = async (name: string) => {
  const place = path.join(folder, name);
  await mkdir(path.join(place, 'deep'), { recursive: true });
  await writeFile(path.join(place, 'deep', 'file'), 'kept\n');
  return place;
};
const mountLabelOf = async ({ id }: { id: string }) => (await subject.engine.selinux(id)).mountLabel;
const refused = { code: 1, text: expect.stringContaining('Permission denied') };

it('two containers can’t read each other’s files, which the engine tells, and read their own', async () => {
  const common = await filled('common');
  const one = await subject.run(sleeper, { volumes: [volumeOf(common, 'shared')] });
  const other = await subject.run(sleeper, { volumes: [volumeOf(common, 'shared')] });
  // Each makes a file in a folder that both may use: it gets the categories of who has made it.
  for (const [ctr, name] of [
    [one, 'one'],
    [other, 'other'],
  ] as const) {
    expect(await inside(subject, ctr, 'sh', '-c', `echo ${name} > /volume/of-${name}`)).toMatchObject({ code: 0 });
    expect(await fileLabel(path.join(common, `of-${name}`))).toBe(await mountLabelOf(ctr));
    expect(await inside(subject, ctr, 'cat', `/volume/of-${name}`)).toEqual({ code: 0, text: name });
  }
  for (const [ctr, target, owner] of [
    [one, 'of-other', other],
    [other, 'of-one', one],
  ] as const) {
    expect(await inside(subject, ctr, 'cat', `/volume/${target}`)).toEqual(refused);
    const { missing, denials } = await subject.engine.denials(ctr.id);
    expect(missing).toBeNull();
    expect(denials).toContainEqual(
      expect.objectContaining({
        ...{ command: 'cat', permissions: ['read'], targetClass: 'file', permissive: false },
        target: expect.stringContaining(target),
        sourceLabel: (await subject.engine.selinux(ctr.id)).processLabel,
        targetLabel: await mountLabelOf(owner),
      }),
    );
  }
  for (const { id } of [one, other]) await subject.engine.act(id, removal);
});

it('a container writes everywhere that it has of its own: its root, its temporary file systems, its names', async () => {
  const ctr = await subject.run(sleeper);
  // Not in the root folder itself: its mode forbids it, and this policy lets nobody in a container pass over modes.
  for (const place of ['/root/file', '/etc/hosts', '/etc/resolv.conf', '/dev/shm/file', '/tmp/file']) {
    expect(await inside(subject, ctr, 'sh', '-c', `echo mine >> ${place} && cat ${place}`), place).toMatchObject({
      code: 0,
      text: expect.stringContaining('mine'),
    });
  }
  const [bundle, label] = [path.join(subject.place.folder, 'containers', ctr.id), await mountLabelOf(ctr)];
  for (const name of [rootFolder, `${rootFolder}/bin/busybox`, 'files/hosts']) {
    expect(await fileLabel(path.join(bundle, name)), name).toBe(label);
  }
  // What the engine knows of it is none of its business.
  for (const name of ['record.json', 'config.json', 'ctr.log']) {
    expect(await fileLabel(path.join(bundle, name)), name).not.toContain('container_file_t');
  }
  const asked = (await subject.engine.denials(ctr.id)).denials;
  expect(asked).toEqual([]);
  await subject.engine.act(ctr.id, removal);
});

it('what it says comes into its log', async () => {
  const ctr = await subject.run(['sh', '-c', 'echo said; echo complained >&2; sleep 1000']);
  const log = async () => {
    const texts: string[] = [];
    for await (const lines of subject.engine.logs(ctr.id, { tail: 10, follow: false }, new AbortController().signal)) {
      texts.push(...lines.map(({ text }) => text));
    }
    return texts.sort();
  };
  await expect.poll(log).toEqual(['complained', 'said']);
  await subject.engine.act(ctr.id, removal);
});

describe('a volume', () => {
  it('that was not relabelled is kept from the container', async () => {
    const place = await filled('foreign');
    const before = await fileLabel(path.join(place, 'deep/file'));
    const ctr = await subject.run(sleeper, { volumes: [volumeOf(place, 'none')] });
    expect(await inside(subject, ctr, 'cat', '/volume/deep/file')).toEqual(refused);
    expect(await fileLabel(path.join(place, 'deep/file'))).toBe(before);
    await subject.engine.act(ctr.id, removal);
  });

  it('that is shared (z) is for all containers, also where a link leads to it', async () => {
    const place = await filled('shared');
    await symlink(place, `${place}-link`);
    const one = await subject.run(sleeper, { volumes: [volumeOf(`${place}-link`, 'shared')] });
    const other = await subject.run(sleeper, { volumes: [volumeOf(place, 'none')] });
    for (const name of ['.', 'deep', 'deep/file']) expect(await fileLabel(path.join(place, name))).toBe(shared);
    for (const ctr of [one, other]) {
      expect(await inside(subject, ctr, 'cat', '/volume/deep/file')).toEqual({ code: 0, text: 'kept' });
      await subject.engine.act(ctr.id, removal);
    }
  });

  it('that is private (Z) is for one alone', async () => {
    const place = await filled('private');
    const one = await subject.run(sleeper, { volumes: [volumeOf(place, 'private')] });
    const other = await subject.run(sleeper, { volumes: [volumeOf(place, 'none')] });
    for (const name of ['.', 'deep', 'deep/file']) {
      expect(await fileLabel(path.join(place, name))).toBe(await mountLabelOf(one));
    }
    expect(await inside(subject, one, 'cat', '/volume/deep/file')).toEqual({ code: 0, text: 'kept' });
    expect(await inside(subject, other, 'cat', '/volume/deep/file')).toEqual(refused);
    for (const { id } of [one, other]) await subject.engine.act(id, removal);
  });

  it('of a name is made for all containers', async () => {
    const volumes = [volumeOf('data', 'none')];
    const [one, other] = [await subject.run(sleeper, { volumes }), await subject.run(sleeper, { volumes })];
    expect(await fileLabel(path.join(subject.place.folder, 'volumes', 'data'))).toBe(shared);
    for (const ctr of [one, other]) {
      expect(await inside(subject, ctr, 'sh', '-c', 'date > /volume/$HOSTNAME')).toMatchObject({ code: 0 });
      await subject.engine.act(ctr.id, removal);
    }
  });

  it.each(['/', '/etc', '/home', '/root', '/usr', '/var'])('that is %s is not relabelled', async (source) => {
    const [before, count] = [await fileLabel(source), subject.engine.containers().containers.length];
    for (const relabel of ['shared', 'private'] as const) {
      await expect(subject.create(sleeper, { volumes: [volumeOf(source, relabel)] })).rejects.toMatchObject({
        code: 'invalid',
        hint: expect.stringContaining('without relabelling'),
      });
    }
    expect(await fileLabel(source)).toBe(before);
    expect(subject.engine.containers().containers).toHaveLength(count);
  });
});
