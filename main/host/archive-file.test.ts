import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeArchive } from './archive-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-archive-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = new TextEncoder().encode('whole');

describe("an archive's file", () => {
  it('is nobody else’s to read, and has nothing beside it', async () => {
    const target = path.join(folder, 'a.tar');
    await writeArchive(target, 'Write', async (append) => {
      expect(await readdir(folder)).not.toContain('a.tar');
      await append(bytes);
    });
    expect(await readFile(target, 'utf8')).toBe('whole');
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a.tar']);
    await rm(target);
  });

  it('leaves nothing when what fills it fails', async () => {
    const failing = writeArchive(path.join(folder, 'b.tar'), 'Write', async (append) => {
      await append(bytes);
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    await expect(failing).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not begun where there is one of its name', async () => {
    const target = path.join(folder, 'c.tar');
    await writeFile(target, 'mine');
    const fill = vi.fn(async () => {});
    await expect(writeArchive(target, 'Write', fill)).rejects.toMatchObject({ code: 'conflict' });
    expect(fill).not.toHaveBeenCalled();
    expect(await readFile(target, 'utf8')).toBe('mine');
    await rm(target);
  });

  it('does not take the place of one that came meanwhile', async () => {
    const target = path.join(folder, 'd.tar');
    const fill = () => writeFile(target, 'came meanwhile');
    await expect(writeArchive(target, 'Write', fill)).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(target, 'utf8')).toBe('came meanwhile');
    expect(await readdir(folder)).toEqual(['d.tar']);
    await rm(target);
  });

  it('is refused before anything is done where its folder is not there', async () => {
    const fill = vi.fn(async () => {});
    const target = path.join(folder, 'nowhere', 'e.tar');
    await expect(writeArchive(target, 'Write', fill)).rejects.toMatchObject({ code: 'not-found' });
    expect(fill).not.toHaveBeenCalled();
  });
});
