import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnStore, sample } from './testing/own-store.ts';
import { configOf, dockerArchive, file, sumOf, tarOf } from './testing/sources.ts';

let own: OwnStore;
beforeEach(async () => {
  own = await OwnStore.make();
});
afterEach(() => own[Symbol.asyncDispose]());

describe('an import that fails', () => {
  it.each<[string, string, () => Promise<string>]>([
    ['not-found', 'nothing there', async () => path.join(own.work, 'nothing')],
    ['invalid', 'an empty file', async () => own.written('a.tar', Buffer.alloc(0))],
    ['invalid', 'no tar', async () => own.written('a.tar', Buffer.from('no tar at all'.repeat(100)))],
    ['invalid', 'an empty tar', async () => own.written('a.tar', await tarOf())],
    [
      'invalid',
      'half a tar',
      async () => own.written('a.tar', (await tarOf(file('a', 'x'.repeat(5000)))).subarray(0, 3000)),
    ],
    [
      'invalid',
      'half a gzip',
      async () => own.written('a.tar.gz', gzipSync(await dockerArchive(await sample('x'))).subarray(0, 400)),
    ],
    ['unsupported', 'xz', async () => own.written('a.tar.xz', Buffer.from('x'))],
    ['invalid', 'a manifest that is none', async () => own.written('a.tar', await tarOf(file('manifest.json', '[]')))],
    [
      'invalid',
      'a manifest that is not JSON',
      async () => own.written('a.tar', await tarOf(file('manifest.json', '['))),
    ],
    ['invalid', 'other layers than it says', async () => own.layout('l', await sample('x', { diffIds: [] }))],
    [
      'invalid',
      'layers with other digests',
      async () => {
        const image = await sample('x');
        return own.layout('l', { ...image, diffIds: [...image.layers].reverse().map(sumOf) });
      },
    ],
    [
      'invalid',
      'a blob that was changed',
      async () => {
        const image = await sample('x');
        const at = await own.layout('l', image);
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
        const at = await own.layout('l', image);
        await rm(path.join(at, 'blobs', sumOf(image.layers[0] ?? Buffer.alloc(0)).replace(':', '/')));
        return at;
      },
    ],
    [
      'invalid',
      'a layer outside of it',
      async () => {
        await own.written('secret', Buffer.from('secret'));
        const manifest = JSON.stringify([{ Config: '../secret', RepoTags: null, Layers: [] }]);
        return own.written('a.tar', await tarOf(file('manifest.json', manifest)));
      },
    ],
  ])('is %s for %s, and leaves nothing', async (code, _what, made) => {
    const source = await made();
    await expect(own.images.import(source, { name: null })).rejects.toMatchObject({ name: 'GantryError', code });
    expect(await readdir(own.folder)).toEqual([]);
    expect(await own.images.list()).toEqual([]);
  });

  it('is called off in the middle', async () => {
    const cancel = new AbortController();
    const source = await own.layout('l', await sample('x'));
    const importing = own.images.import(source, {
      name: null,
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(own.folder)).toEqual([]);
  });

  it('because the app was killed is swept at the next start', async () => {
    const source = await own.layout('l', await sample('x'));
    const module = path.join(import.meta.dirname, 'image-store.ts');
    const script = `
      import { ImageStore } from ${JSON.stringify(module)};
      const store = await ImageStore.open({ folder: ${JSON.stringify(own.folder)}, umoci: null });
      await store.import(${JSON.stringify(source)}, { name: 'x', onProgress: () => process.kill(process.pid, 'SIGKILL') });
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await own.leftovers()).toHaveLength(1);
    await own.reopen();
    expect(await readdir(own.folder)).toEqual([]);
    expect((await own.only(source, 'x')).names).toEqual(['localhost/x:latest']);
  });
});
