/** The bundle engine's images as its screens use them: taken in, told, named, used, removed. */
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ongoing, Step } from '../../image-import.ts';
import { type BundleSubject, startBundleSubject } from '../testing/bundle-subject.ts';
import { dockerArchive, file, folder, tarOf, writeLayout } from './testing/sources.ts';

let subject: BundleSubject;
const at = (name: string) => path.join(subject.root, name);
const names = async () => (await subject.engine.images()).flatMap((image) => image.names).sort();

function ongoing(): Ongoing & { readonly steps: Step[] } {
  const steps: Step[] = [];
  return { signal: new AbortController().signal, onProgress: (step) => steps.push(step), steps };
}

const source = (name: string, as: string | null = null) => ({ source: at(name), name: as, ...ongoing() });

beforeAll(async () => {
  subject = await startBundleSubject();
  const root = await tarOf(folder('etc'), file('etc/words', 'x'.repeat(3_000_000)));
  const settings = { Cmd: ['sh'], Entrypoint: ['/bin/env'], User: '33', ExposedPorts: { '80/tcp': {} } };
  await mkdir(at('layout'));
  await writeLayout(at('layout'), { layers: [root], name: 'localhost/from-layout:1', settings });
  await writeFile(at('docker.tar'), await dockerArchive({ layers: [root], name: 'localhost/from-docker:1' }));
  await writeFile(at('root.tar'), root);
});
afterAll(() => subject[Symbol.asyncDispose]());

describe('an image of the bundle engine', () => {
  it.each([
    ['layout', null, 'localhost/from-layout:1'],
    ['docker.tar', null, 'localhost/from-docker:1'],
    ['root.tar', 'mine', 'localhost/mine:latest'],
    ['rootfs', 'folder:2', 'localhost/folder:2'],
  ])('comes from %s, and goes without a trace', async (from, as, name) => {
    const { engine, changes } = subject;
    const told = changes.kinds('images').length;
    const wish = source(from, as);
    const [id = ''] = await engine.importImages(wish);
    expect(await names()).toEqual(['localhost/busybox:latest', name].sort());
    expect(changes.kinds('images')).toHaveLength(told + 1);
    if (from === 'root.tar') expect(wish.steps).toContainEqual(expect.objectContaining({ phase: 'unpacking' }));
    await engine.actOnImage(id, { do: 'remove', containers: [] });
    expect(await names()).toEqual(['localhost/busybox:latest']);
    expect(await readdir(path.join(subject.place.folder, 'images'))).toHaveLength(2);
    await expect(engine.image(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is told in full, and goes by the names that it is given', async () => {
    const { engine } = subject;
    const [id = ''] = await engine.importImages(source('layout'));
    expect(await engine.image(id)).toMatchObject({
      ...{ command: ['sh'], entrypoint: ['/bin/env'], user: '33', ports: ['80/tcp'], digest: null, os: 'linux' },
      layers: [expect.stringMatching(/^sha256:/)],
    });
    await engine.actOnImage(id, { do: 'tag', name: 'other:2', instead: 'localhost/from-layout:1' });
    expect((await engine.image(id)).summary.names).toEqual(['localhost/other:2']);
    // A name that another has goes over to this one.
    await engine.actOnImage(id, { do: 'tag', name: 'busybox', instead: null });
    expect((await engine.image(id)).summary.names).toEqual(['localhost/busybox:latest', 'localhost/other:2']);
    await engine.actOnImage(id, { do: 'untag', name: 'localhost/other:2' });
    await expect(engine.actOnImage(id, { do: 'untag', name: 'localhost/other:2' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const other = (await engine.images()).find((image) => image.id !== id);
    await engine.actOnImage(other?.id ?? '', { do: 'tag', name: 'busybox', instead: null });
    expect((await engine.image(id)).summary.names).toEqual([]);
    await engine.actOnImage(id, { do: 'remove', containers: [] });
  });

  it('that is in use stays, until its containers may go with it', async () => {
    const { engine } = subject;
    await engine.importImages(source('rootfs', 'used:1'));
    const used = (await engine.images()).find((image) => image.names.includes('localhost/used:1'));
    const ctr = await subject.run(['/bin/sleep', '1000'], { image: 'used:1', name: 'user' });
    const remove = (...containers: string[]) => engine.actOnImage(used?.id ?? '', { do: 'remove', containers });
    await expect(remove()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('used by user'),
    });
    expect(await names()).toContain('localhost/used:1');
    await remove(ctr.id);
    expect(engine.containers().containers).toEqual([]);
    expect(await names()).toEqual(['localhost/busybox:latest']);
  });

  it('that is broken, or called off, leaves nothing', async () => {
    const { engine } = subject;
    await writeFile(at('cut.tar'), await dockerArchive({ layers: [await tarOf(file('a', 'x'.repeat(200_000)))] }));
    await truncate(at('cut.tar'), 100_000);
    await expect(engine.importImages(source('cut.tar'))).rejects.toMatchObject({ code: 'invalid' });
    const ending = new AbortController();
    const wish = { source: at('root.tar'), name: 'x', signal: ending.signal, onProgress: () => ending.abort() };
    await expect(engine.importImages(wish)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await names()).toEqual(['localhost/busybox:latest']);
    expect(await readdir(path.join(subject.place.folder, 'images'))).toHaveLength(2);
  });

  it('is not pulled, and it is said why', async () => {
    const { capabilities } = subject.engine.summary();
    expect(capabilities?.pull).toMatchObject({ supported: false, reason: expect.stringContaining('import the file') });
    await expect(subject.engine.pullImage()).rejects.toMatchObject({ code: 'unsupported' });
  });
});
