import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageStore } from './image-store.ts';
import {
  configOf,
  dockerArchive,
  file,
  folder,
  type SampleImage,
  sumOf,
  tarOf,
  writeLayout,
} from './testing/sources.ts';

let work: string;
let store: ImageStore;
const storeFolder = () => path.join(work, 'store');
const open = () => ImageStore.open({ folder: storeFolder(), umoci: null });
beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-images-'));
  store = await open();
});
afterEach(() => rm(work, { recursive: true }));

/** With two layers, of which the second is marked by the words. */
const sample = async (words: string, more: Partial<SampleImage> = {}): Promise<SampleImage> => ({
  layers: [
    await tarOf(folder('etc'), file('etc/words', 'below'), file('etc/gone')),
    await tarOf(file('etc/words', words), file('etc/.wh.gone', '')),
  ],
  settings: { Cmd: ['sh'], Env: ['A=b'], Volumes: { '/data': {} }, User: 'web' },
  ...more,
});

/** In the work folder. */
async function written(name: string, bytes: Buffer): Promise<string> {
  const at = path.join(work, name);
  await writeFile(at, bytes);
  return at;
}

async function layout(name: string, ...images: SampleImage[]): Promise<string> {
  const at = path.join(work, name);
  await mkdir(at);
  await writeLayout(at, ...images);
  return at;
}

/** A layout as a tar. */
async function ociArchive(image: SampleImage): Promise<Buffer> {
  const at = await layout(`layout-${sumOf(configOf(image)).slice(-8)}`, image);
  const entries = await readdir(at, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return tarOf(
    ...(await Promise.all(
      files.map(async (each) => file(path.relative(at, each), (await readFile(each)).toString('latin1'))),
    )),
  );
}

const wordsOf = async ({ root }: { root: string }) => readFile(path.join(root, 'etc/words'), 'utf8');
const only = async (source: string, name: string | null = null) => {
  const [image, ...more] = await store.import(source, { name });
  if (image === undefined || more.length > 0) throw new Error('not one image');
  return image;
};
const leftovers = async () =>
  (await readdir(storeFolder())).filter((name) => !/^[0-9a-f]{64}$|^names\.json$/.test(name));

describe('an image', () => {
  it('comes from a layout, with what it says of itself', async () => {
    const image = await only(await layout('app', await sample('layout', { name: 'v1', gzip: true })));
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
    ['an OCI archive', 'a.tar', ociArchive],
    ['an OCI archive, compressed', 'a.tgz', async (image: SampleImage) => gzipSync(await ociArchive(image))],
  ])('comes from %s', async (_what, name, made) => {
    const seen: number[] = [];
    const source = await written(name, await made(await sample('archive', { name: 'localhost/x:1' })));
    const [image] = await store.import(source, { name: null, onProgress: (bytes) => seen.push(bytes) });
    expect(image).toMatchObject({ names: ['localhost/x:1'], id: sumOf(configOf(await sample('archive'))).slice(7) });
    expect(image && (await wordsOf(image))).toBe('archive');
    expect(seen.at(-1)).toBeGreaterThan(100);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await leftovers()).toEqual([]);
  });

  it('comes from a root file system, and runs as it was told', async () => {
    const root = await tarOf(folder('etc'), file('etc/words', 'root'), file('manifest'));
    const fromTar = (await store.import(await written('r.tar', root), { name: 'r', settings: { command: ['ls'] } }))[0];
    expect(fromTar).toMatchObject({ names: ['localhost/r:latest'], config: { settings: { command: ['ls'] } } });
    const fromFolder = await only(fromTar?.root ?? '', 'copy');
    expect(await wordsOf(fromFolder)).toBe('root');
    expect(fromFolder.config.settings.command).toEqual([]);
    expect(fromFolder.id).not.toBe(fromTar?.id);
  });

  it('is the one for this machine, where there are several', async () => {
    const other = await sample('other', { architecture: 'sparc', name: 'a' });
    const at = await layout('multi', other, await sample('ours', { name: 'b' }));
    expect(await wordsOf(await only(at))).toBe('ours');
    await expect(only(await layout('sparc', other))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('comes with others, each by its own name', async () => {
    const at = await layout('two', await sample('one', { name: 'x/one:1' }), await sample('two', { name: 'x/two:1' }));
    await expect(store.import(at, { name: 'both' })).rejects.toMatchObject({ code: 'invalid' });
    expect(await store.list()).toEqual([]);
    expect((await store.import(at, { name: null })).map(({ names }) => names)).toEqual([
      ['localhost/x/one:1'],
      ['localhost/x/two:1'],
    ]);
  });

  it('is copied for a container', async () => {
    const image = await only(await layout('app', await sample('copied')));
    const target = path.join(work, 'container');
    await store.copyRoot(image, target);
    await writeFile(path.join(target, 'etc/words'), 'changed');
    expect(await wordsOf(image)).toBe('copied');
    await expect(
      store.copyRoot({ ...image, root: path.join(work, 'nowhere') }, path.join(work, 'x')),
    ).rejects.toMatchObject({
      code: 'engine-failed',
    });
    expect((await readdir(work)).sort()).toEqual(['app', 'container', 'store']);
  });
});

describe('the store', () => {
  it('finds an image by its names and by its id', async () => {
    const { id } = await only(await layout('app', await sample('x')), 'app');
    for (const asked of ['app', 'app:latest', 'localhost/app:latest', id, id.slice(0, 12), `sha256:${id}`]) {
      expect((await store.image(asked)).id).toBe(id);
    }
    for (const asked of ['ap', 'app:2', id.slice(0, 11), 'f'.repeat(64), '']) {
      await expect(store.image(asked)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('gives a name to the image that asks for it last', async () => {
    const first = await only(await layout('a', await sample('a')), 'app');
    const second = await only(await layout('b', await sample('b')), 'app');
    expect((await store.image('app')).id).toBe(second.id);
    expect((await store.image(first.id)).names).toEqual([]);
    await only(path.join(work, 'a'), 'other');
    expect((await store.image(first.id)).names).toEqual(['localhost/other:latest']);
    expect(await store.list()).toHaveLength(2);
  });

  it('removes a name, and the image with its last one', async () => {
    const { id } = await only(await layout('a', await sample('a')), 'one');
    await only(path.join(work, 'a'), 'two');
    await store.remove('one');
    expect((await store.image(id)).names).toEqual(['localhost/two:latest']);
    await store.remove('two');
    expect(await store.list()).toEqual([]);
    expect(await readdir(storeFolder())).toEqual(['names.json']);
    await expect(store.remove(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('removes an image by its id, whatever its names', async () => {
    const { id } = await only(await layout('a', await sample('a')), 'one');
    await only(path.join(work, 'a'), 'two');
    await store.remove(id.slice(0, 12));
    expect(await store.list()).toEqual([]);
    expect(await readFile(path.join(storeFolder(), 'names.json'), 'utf8')).toBe('{}');
  });

  it('has the same after the app was started again', async () => {
    await only(await layout('a', await sample('a')), 'one');
    const before = await store.list();
    expect(await (await open()).list()).toEqual(before);
  });

  it('leaves out what somebody has changed, and keeps the others', async () => {
    const { id } = await only(await layout('a', await sample('a')), 'a');
    await only(await layout('b', await sample('b')), 'b');
    await writeFile(path.join(storeFolder(), id, 'config.json'), '{}');
    store = await open();
    expect((await store.list()).map(({ names }) => names)).toEqual([['localhost/b:latest']]);
    expect(await wordsOf(await only(path.join(work, 'a'), 'a'))).toBe('a');
  });

  it('does several things at once', async () => {
    const layouts = await Promise.all(
      [1, 2, 3, 4].map(async (n) => layout(`l${n}`, await sample(`${n % 2}`, { name: `x/n${n}:1` }))),
    );
    await Promise.all(layouts.map((each) => only(each)));
    expect((await store.list()).map(({ names }) => names).sort()).toEqual([
      ['localhost/x/n1:1', 'localhost/x/n3:1'],
      ['localhost/x/n2:1', 'localhost/x/n4:1'],
    ]);
  });
});

describe('an import that fails', () => {
  it.each<[string, string, () => Promise<string>]>([
    ['not-found', 'nothing there', async () => path.join(work, 'nothing')],
    ['invalid', 'an empty file', async () => written('a.tar', Buffer.alloc(0))],
    ['invalid', 'no tar', async () => written('a.tar', Buffer.from('no tar at all'.repeat(100)))],
    ['invalid', 'an empty tar', async () => written('a.tar', await tarOf())],
    [
      'invalid',
      'half a tar',
      async () => written('a.tar', (await tarOf(file('a', 'x'.repeat(5000)))).subarray(0, 3000)),
    ],
    [
      'invalid',
      'half a gzip',
      async () => written('a.tar.gz', gzipSync(await dockerArchive(await sample('x'))).subarray(0, 400)),
    ],
    ['unsupported', 'xz', async () => written('a.tar.xz', Buffer.from('x'))],
    ['invalid', 'a manifest that is none', async () => written('a.tar', await tarOf(file('manifest.json', '[]')))],
    ['invalid', 'a manifest that is not JSON', async () => written('a.tar', await tarOf(file('manifest.json', '[')))],
    ['invalid', 'other layers than it says', async () => layout('l', await sample('x', { diffIds: [] }))],
    [
      'invalid',
      'layers with other digests',
      async () => {
        const image = await sample('x');
        return layout('l', { ...image, diffIds: [...image.layers].reverse().map(sumOf) });
      },
    ],
    [
      'invalid',
      'a blob that was changed',
      async () => {
        const image = await sample('x');
        const at = await layout('l', image);
        await writeFile(
          path.join(at, 'blobs', sumOf(configOf(image)).replace(':', '/')),
          configOf({ ...image, settings: { Cmd: ['other'] } }),
        );
        return at;
      },
    ],
    [
      'invalid',
      'a layer that is missing',
      async () => {
        const image = await sample('x');
        const at = await layout('l', image);
        await rm(path.join(at, 'blobs', sumOf(image.layers[0] ?? Buffer.alloc(0)).replace(':', '/')));
        return at;
      },
    ],
    [
      'invalid',
      'a layer outside of it',
      async () => {
        await written('secret', Buffer.from('secret'));
        const manifest = JSON.stringify([{ Config: '../secret', RepoTags: null, Layers: [] }]);
        return written('a.tar', await tarOf(file('manifest.json', manifest)));
      },
    ],
  ])('is %s for %s, and leaves nothing', async (code, _what, made) => {
    const source = await made();
    await expect(store.import(source, { name: null })).rejects.toMatchObject({ name: 'GantryError', code });
    expect(await readdir(storeFolder())).toEqual([]);
    expect(await store.list()).toEqual([]);
  });

  it('is called off in the middle', async () => {
    const cancel = new AbortController();
    const source = await layout('l', await sample('x'));
    const importing = store.import(source, { name: null, signal: cancel.signal, onProgress: () => cancel.abort() });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(storeFolder())).toEqual([]);
  });

  it('because the app was killed is swept at the next start', async () => {
    const source = await layout('l', await sample('x'));
    const module = path.join(import.meta.dirname, 'image-store.ts');
    const script = `
      import { ImageStore } from ${JSON.stringify(module)};
      const store = await ImageStore.open({ folder: ${JSON.stringify(storeFolder())}, umoci: null });
      await store.import(${JSON.stringify(source)}, { name: 'x', onProgress: () => process.kill(process.pid, 'SIGKILL') });
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await leftovers()).toHaveLength(1);
    store = await open();
    expect(await readdir(storeFolder())).toEqual([]);
    expect((await only(source, 'x')).names).toEqual(['localhost/x:latest']);
  });
});

it('an image that was taken away by hand is not found any more after the next start', async () => {
  const { id } = await only(await layout('a', await sample('a')), 'one');
  await rename(path.join(storeFolder(), id), path.join(work, 'away'));
  await expect((await open()).image('one')).rejects.toMatchObject({ code: 'not-found' });
});
