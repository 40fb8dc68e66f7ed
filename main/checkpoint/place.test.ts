import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkpointFolder, movedFolder } from './place.ts';

let root: string;
let former: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'gantry-place-'));
  former = path.join(root, 'config', 'checkpoints');
  folder = path.join(root, 'share', 'gantry', 'checkpoints');
});
afterEach(() => rm(root, { recursive: true }));

async function put(where: string, ...names: string[]): Promise<void> {
  await mkdir(where, { recursive: true });
  for (const name of names) await writeFile(path.join(where, name), where);
}

it('is among the user’s data, and passes over a relative name', () => {
  expect(checkpointFolder({ XDG_DATA_HOME: '/data', HOME: '/home/me' })).toBe('/data/gantry/checkpoints');
  expect(checkpointFolder({ XDG_DATA_HOME: 'data', HOME: '/home/me' })).toBe(
    '/home/me/.local/share/gantry/checkpoints',
  );
});

it('is where it shall be when there was none before', () => {
  expect(movedFolder(former, folder)).toBe(folder);
});

it('gets all that lay in the former place', async () => {
  await put(former, 'web.tar', 'web.json');
  expect(movedFolder(former, folder)).toBe(folder);
  expect((await readdir(folder)).sort()).toEqual(['web.json', 'web.tar']);
  expect(existsSync(former)).toBe(false);
});

it('gets it beside what it has, and writes over nothing', async () => {
  await put(folder, 'web.tar', 'web.json');
  await put(former, 'web.tar', 'db.tar', 'db.json');
  expect(movedFolder(former, folder)).toBe(folder);
  expect((await readdir(folder)).sort()).toEqual(['db.json', 'db.tar', 'web.json', 'web.tar']);
  expect(await readFile(path.join(folder, 'web.tar'), 'utf8')).toBe(folder);
  expect(await readdir(former)).toEqual(['web.tar']);
});

it('stays where it was when it can’t be moved', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  await put(former, 'web.tar');
  await put(path.join(root, 'share'), 'gantry');
  expect(movedFolder(former, folder)).toBe(former);
  expect(await readdir(former)).toEqual(['web.tar']);
  expect(told).toHaveBeenCalledOnce();
});
