import { symlink as link, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageConfig } from '../image-config.ts';
import { configOf, file, folder, hardlink, type Member, sumOf, symlink, tarOf } from '../testing/sources.ts';
import { unpackImage, unpackTar } from './image.ts';

let work: string;
let root: string;
beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-unpack-'));
  root = path.join(work, 'root');
  await mkdir(root);
  await mkdir(path.join(work, 'outside'));
  await writeFile(path.join(work, 'outside/secret'), 'secret');
});
afterEach(() => rm(work, { recursive: true }));

/** Unpacks layers, the lowest first. */
async function unpack(...layers: (readonly Member[])[]) {
  const tars = await Promise.all(layers.map((members) => tarOf(...members)));
  const config = configOf({ layers: tars });
  const written = await Promise.all(
    tars.map(async (tar, index) => {
      const at = path.join(work, `${index}.tar`);
      await writeFile(at, tar);
      return { file: at, digest: sumOf(tar) };
    }),
  );
  const parts = { names: [], config, layers: written };
  await unpackImage(parts, imageConfig.parse(JSON.parse(config.toString())), root, {});
}

const inside = (...parts: string[]) => path.join(root, ...parts);
const text = (name: string) => readFile(inside(name), 'utf8');
/** With types it goes through no links. */
const tree = async () => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name))).sort();
};

describe('an unpacked layer', () => {
  it('has files, folders and links with their rights and times', async () => {
    const mtime = new Date('2001-02-03T04:05:06Z');
    await unpack([
      folder('./', { mode: 0o755 }),
      folder('a', { mode: 0o1777, mtime }),
      file('a/tool', 'x', { mode: 0o4755, mtime }),
      symlink('a/link', '../no/where'),
      hardlink('a/other', 'a/tool'),
      { name: 'a/pipe', type: 'fifo' },
      file('/deep/in/it'),
    ]);
    expect(await tree()).toEqual(['a', 'a/link', 'a/other', 'a/pipe', 'a/tool', 'deep', 'deep/in', 'deep/in/it']);
    const [at, tool, other] = await Promise.all(['a', 'a/tool', 'a/other'].map((name) => lstat(inside(name))));
    expect(at).toMatchObject({ mode: 0o41777, mtime });
    expect(tool).toMatchObject({ mode: 0o104755, mtime, ino: other?.ino, nlink: 2 });
    expect(await readlink(inside('a/link'))).toBe('../no/where');
    expect((await lstat(inside('a/pipe'))).isFIFO()).toBe(true);
  });

  it('changes what the layers below have', async () => {
    await unpack(
      [
        folder('d'),
        file('d/kept', 'old'),
        file('d/changed', 'old'),
        file('was-file'),
        folder('was-folder'),
        file('was-folder/x'),
      ],
      [file('d/changed', 'new'), folder('was-file'), file('was-folder', 'now a file'), folder('d', { mode: 0o700 })],
    );
    expect(await text('d/kept')).toBe('old');
    expect(await text('d/changed')).toBe('new');
    expect(await text('was-folder')).toBe('now a file');
    expect((await lstat(inside('was-file'))).isDirectory()).toBe(true);
    expect((await lstat(inside('d'))).mode & 0o777).toBe(0o700);
  });

  it('changes a file that has other names without changing those', async () => {
    await unpack([file('one', 'old'), hardlink('two', 'one')], [file('one', 'new')]);
    expect([await text('one'), await text('two')]).toEqual(['new', 'old']);
  });

  it('links to a file of a layer below', async () => {
    await unpack([file('one', 'old')], [hardlink('two', 'one')]);
    expect(await text('two')).toBe('old');
  });

  it('goes through a link within the image, as a container does', async () => {
    await unpack([folder('usr'), folder('usr/lib'), symlink('lib', '/usr/lib')], [file('lib/so')]);
    expect(await text('usr/lib/so')).toBe('lib/so');
    expect(await readlink(inside('lib'))).toBe('/usr/lib');
  });
});

describe('a whiteout', () => {
  it('removes what the layers below have, and leaves no trace', async () => {
    await unpack(
      [folder('d'), file('d/gone'), file('d/kept'), folder('e'), file('e/gone')],
      [file('d/.wh.gone', ''), file('.wh.e', '')],
    );
    expect(await tree()).toEqual(['d', 'd/kept']);
  });

  it('leaves what its own layer has, whichever comes first', async () => {
    const below = [folder('d'), file('d/old'), folder('d/sub'), file('d/sub/old')];
    await unpack(below, [file('d/new'), file('d/sub/new'), file('d/.wh..wh..opq', '')]);
    expect(await tree()).toEqual(['d', 'd/new', 'd/sub', 'd/sub/new']);
  });

  it('of a whole folder comes before what its own layer has there', async () => {
    await unpack(
      [folder('d'), file('d/old')],
      [file('d/.wh..wh..opq', ''), file('d/new')],
      [file('d/newer'), file('.wh.d', '')],
    );
    expect(await tree()).toEqual(['d', 'd/newer']);
  });

  it('removes a link alone, and nothing outside', async () => {
    await unpack([symlink('out', path.join(work, 'outside'))], [file('.wh.out', '')]);
    expect(await tree()).toEqual([]);
    expect(await readdir(path.join(work, 'outside'))).toEqual(['secret']);
  });

  it('behind a link stays within the image', async () => {
    await unpack([symlink('out', path.join(work, 'outside'))], [file('x')]);
    await expect(
      unpack([symlink('out', path.join(work, 'outside'))], [file('out/.wh.secret', '')]),
    ).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await readdir(path.join(work, 'outside'))).toEqual(['secret']);
  });

  it('is but a name in a plain root file system', async () => {
    const at = path.join(work, 'root.tar');
    await writeFile(at, await tarOf(file('.wh.odd')));
    await unpackTar(at, root, {});
    expect(await tree()).toEqual(['.wh.odd']);
  });
});

describe('a layer that was made to do harm', () => {
  it.each<[string, Member[]]>([
    ['a name that leads out', [file('../outside/new')]],
    ['a name that leads out from within', [folder('a'), file('a/../../outside/new')]],
    ['a file behind a link that leads out', [symlink('out', '../outside'), file('out/new')]],
    ['a file behind an absolute link', [symlink('out', '/tmp'), file('out/new')]],
    ['a hard link to a file outside', [hardlink('stolen', '../outside/secret')]],
    ['a hard link through a link that leads out', [symlink('out', '../outside'), hardlink('stolen', 'out/secret')]],
    ['a hard link to what isn’t there', [hardlink('a', 'b')]],
    ['a file in a file', [file('a'), file('a/b')]],
    ['its root as a file', [file('.')]],
    ['a root that is a link', [symlink('./', '../outside')]],
    ['a whiteout of the folder above', [file('.wh...', '')]],
    ['a whiteout of nothing', [file('.wh.', '')]],
    ['links that lead to one another', [symlink('a', 'b'), symlink('b', 'a'), file('a/x')]],
  ])('is refused: %s', async (_what, members) => {
    await expect(unpack(members)).rejects.toMatchObject({ name: 'GantryError', code: 'invalid' });
    expect(await readdir(path.join(work, 'outside'))).toEqual(['secret']);
    expect(await tree()).not.toContain('stolen');
  });

  it('writes into the image, not through its own link', async () => {
    await unpack([symlink('a', path.join(work, 'outside/secret'))], [file('a', 'new')]);
    expect(await text('a')).toBe('new');
    expect(await readFile(path.join(work, 'outside/secret'), 'utf8')).toBe('secret');
  });

  it('changes no rights outside by a folder that becomes a link', async () => {
    const before = (await lstat(path.join(work, 'outside'))).mode;
    await unpack([folder('a', { mode: 0o777 })], [symlink('a', path.join(work, 'outside'))]);
    expect((await lstat(path.join(work, 'outside'))).mode).toBe(before);
  });

  it('is refused for what our unpacker can’t do, with what helps', async () => {
    const sparse = { 'GNU.sparse.major': '1' };
    await expect(unpack([file('a', 'x', { pax: sparse })])).rejects.toMatchObject({
      code: 'unsupported',
      hint: expect.stringContaining('umoci'),
    });
  });

  it('is refused where it is not what its digest says', async () => {
    const tar = await tarOf(file('a'));
    const at = path.join(work, 'a.tar');
    await writeFile(at, tar);
    const config = configOf({ layers: [tar] });
    const said = imageConfig.parse(JSON.parse(config.toString()));
    const wrong = sumOf(Buffer.from('else'));
    const parts = (digest: string) => ({ names: [], config, layers: [{ file: at, digest }] });
    await expect(unpackImage(parts(wrong), said, root, {})).rejects.toMatchObject({ code: 'invalid' });
    await expect(unpackImage(parts(sumOf(tar)), { ...said, diffIds: [wrong] }, root, {})).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

it('reads nothing through a link that stands in the root already', async () => {
  await link(path.join(work, 'outside'), inside('out'));
  await expect(unpack([hardlink('stolen', 'out/secret')])).rejects.toMatchObject({ code: 'invalid' });
});
