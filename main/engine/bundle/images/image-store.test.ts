import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnStore, sample, wordsOf } from './testing/own-store.ts';

let own: OwnStore;
beforeEach(async () => {
  own = await OwnStore.make();
});
afterEach(() => own[Symbol.asyncDispose]());

describe('the store', () => {
  it('finds an image by its names and by its id', async () => {
    const { id } = await own.only(await own.layout('app', await sample('x')), 'app');
    for (const asked of ['app', 'app:latest', 'localhost/app:latest', id, id.slice(0, 12), `sha256:${id}`]) {
      expect((await own.images.image(asked)).id).toBe(id);
    }
    for (const asked of ['ap', 'app:2', id.slice(0, 11), 'f'.repeat(64), '']) {
      await expect(own.images.image(asked)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('gives a name to the image that asks for it last', async () => {
    const first = await own.only(await own.layout('a', await sample('a')), 'app');
    const second = await own.only(await own.layout('b', await sample('b')), 'app');
    expect((await own.images.image('app')).id).toBe(second.id);
    expect((await own.images.image(first.id)).names).toEqual([]);
    await own.only(path.join(own.work, 'a'), 'other');
    expect((await own.images.image(first.id)).names).toEqual(['localhost/other:latest']);
    expect(await own.images.list()).toHaveLength(2);
  });

  it('removes a name, and the image with its last one', async () => {
    const { id } = await own.only(await own.layout('a', await sample('a')), 'one');
    await own.only(path.join(own.work, 'a'), 'two');
    await own.images.remove('one');
    expect((await own.images.image(id)).names).toEqual(['localhost/two:latest']);
    await own.images.remove('two');
    expect(await own.images.list()).toEqual([]);
    expect(await readdir(own.folder)).toEqual(['names.json']);
    await expect(own.images.remove(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('removes an image by its id, whatever its names', async () => {
    const { id } = await own.only(await own.layout('a', await sample('a')), 'one');
    await own.only(path.join(own.work, 'a'), 'two');
    await own.images.remove(id.slice(0, 12));
    expect(await own.images.list()).toEqual([]);
    expect(await readFile(path.join(own.folder, 'names.json'), 'utf8')).toBe('{}');
  });

  it('has the same after the app was started again', async () => {
    await own.only(await own.layout('a', await sample('a')), 'one');
    const before = await own.images.list();
    expect(await (await own.reopen()).list()).toEqual(before);
  });

  it('leaves out what somebody has changed, and keeps the others', async () => {
    const { id } = await own.only(await own.layout('a', await sample('a')), 'a');
    await own.only(await own.layout('b', await sample('b')), 'b');
    await writeFile(path.join(own.folder, id, 'config.json'), '{}');
    await own.reopen();
    expect((await own.images.list()).map(({ names }) => names)).toEqual([['localhost/b:latest']]);
    expect(await wordsOf(await own.only(path.join(own.work, 'a'), 'a'))).toBe('a');
  });

  it('does several things at once', async () => {
    const layouts = await Promise.all(
      [1, 2, 3, 4].map(async (n) => own.layout(`l${n}`, await sample(`${n % 2}`, { name: `x/n${n}:1` }))),
    );
    await Promise.all(layouts.map((each) => own.only(each)));
    expect((await own.images.list()).map(({ names }) => names).sort()).toEqual([
      ['localhost/x/n1:1', 'localhost/x/n3:1'],
      ['localhost/x/n2:1', 'localhost/x/n4:1'],
    ]);
  });
});

it('an image that was taken away by hand is not found any more after the next start', async () => {
  const { id } = await own.only(await own.layout('a', await sample('a')), 'one');
  await rename(path.join(own.folder, id), path.join(own.work, 'away'));
  await expect((await own.reopen()).image('one')).rejects.toMatchObject({ code: 'not-found' });
});
