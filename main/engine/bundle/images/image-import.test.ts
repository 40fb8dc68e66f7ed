import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnStore, sample, wordsOf } from './testing/own-store.ts';
import { configOf, dockerArchive, file, folder, type SampleImage, sumOf, tarOf } from './testing/sources.ts';

let own: OwnStore;
beforeEach(async () => {
  own = await OwnStore.make();
});
afterEach(() => own[Symbol.asyncDispose]());

describe('an image', () => {
  it('comes from a layout, with what it says of itself', async () => {
    const image = await own.only(await own.layout('app', await sample('layout', { name: 'v1', gzip: true })));
    expect(image).toMatchObject({
      id: sumOf(configOf(await sample('layout'))).slice(7),
      names: ['localhost/app:v1'],
      createdAt: Date.parse('2020-04-01T00:00:00Z'),
      sizeBytes: 'layout'.length,
      config: { settings: { command: ['sh'], environment: ['A=b'], volumes: ['/data'], user: 'web', entrypoint: [] } },
    });
    expect(await wordsOf(image)).toBe('layout');
    expect(await readdir(path.join(image.root, 'etc'))).toEqual(['words']);
  });

  it.each([
    ['a Docker archive', 'a.tar', async (image: SampleImage) => dockerArchive(image)],
    ['a Docker archive, compressed', 'a.tar.gz', async (image: SampleImage) => gzipSync(await dockerArchive(image))],
    ['an OCI archive', 'a.tar', (image: SampleImage) => own.ociArchive(image)],
    ['an OCI archive, compressed', 'a.tgz', async (image: SampleImage) => gzipSync(await own.ociArchive(image))],
  ])('comes from %s', async (_what, name, made) => {
    const seen: number[] = [];
    const source = await own.written(name, await made(await sample('archive', { name: 'localhost/x:1' })));
    const [image] = await own.images.import(source, { name: null, onProgress: (bytes) => seen.push(bytes) });
    expect(image).toMatchObject({ names: ['localhost/x:1'], id: sumOf(configOf(await sample('archive'))).slice(7) });
    expect(image && (await wordsOf(image))).toBe('archive');
    expect(seen.at(-1)).toBeGreaterThan(100);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await own.leftovers()).toEqual([]);
  });

  it('comes from a root file system, and runs as it was told', async () => {
    const root = await tarOf(folder('etc'), file('etc/words', 'root'), file('manifest'));
    const fromTar = (
      await own.images.import(await own.written('r.tar', root), { name: 'r', settings: { command: ['ls'] } })
    )[0];
    expect(fromTar).toMatchObject({ names: ['localhost/r:latest'], config: { settings: { command: ['ls'] } } });
    const fromFolder = await own.only(fromTar?.root ?? '', 'copy');
    expect(await wordsOf(fromFolder)).toBe('root');
    expect(fromFolder.config.settings.command).toEqual([]);
    expect(fromFolder.id).not.toBe(fromTar?.id);
  });

  it('is the one for this machine, where there are several', async () => {
    const other = await sample('other', { architecture: 'sparc', name: 'a' });
    const at = await own.layout('multi', other, await sample('ours', { name: 'b' }));
    expect(await wordsOf(await own.only(at))).toBe('ours');
    await expect(own.only(await own.layout('sparc', other))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('comes with others, each by its own name', async () => {
    const at = await own.layout(
      'two',
      await sample('one', { name: 'x/one:1' }),
      await sample('two', { name: 'x/two:1' }),
    );
    await expect(own.images.import(at, { name: 'both' })).rejects.toMatchObject({ code: 'invalid' });
    expect(await own.images.list()).toEqual([]);
    expect((await own.images.import(at, { name: null })).map(({ names }) => names)).toEqual([
      ['localhost/x/one:1'],
      ['localhost/x/two:1'],
    ]);
  });

  it('is copied for a container', async () => {
    const image = await own.only(await own.layout('app', await sample('copied')));
    const target = path.join(own.work, 'container');
    await own.images.copyRoot(image, target);
    await writeFile(path.join(target, 'etc/words'), 'changed');
    expect(await wordsOf(image)).toBe('copied');
    await expect(
      own.images.copyRoot({ ...image, root: path.join(own.work, 'nowhere') }, path.join(own.work, 'x')),
    ).rejects.toMatchObject({
      code: 'engine-failed',
    });
    expect((await readdir(own.work)).sort()).toEqual(['app', 'container', 'store']);
  });
});
