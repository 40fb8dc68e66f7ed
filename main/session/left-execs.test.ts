import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LeftExecs } from './left-execs.ts';

const one = { engineId: 'podman-root', containerId: 'c', execId: 'one' };
const two = { ...one, execId: 'two' };

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it('is known to the next run, and not there when nothing is left', async () => {
  const folder = await emptyFolder();
  const file = path.join(folder, 'left.json');
  const first = new LeftExecs(file);
  await Promise.all([first.add([one]), first.add([two])]);
  const second = new LeftExecs(file);
  expect(await second.list()).toEqual([one, two]);
  await second.remove([one]);
  expect(await new LeftExecs(file).list()).toEqual([two]);
  await second.remove([two]);
  expect(await readdir(folder)).toEqual([]);
});

it('is not written where nothing changes', async () => {
  const folder = await emptyFolder();
  const left = new LeftExecs(path.join(folder, 'left.json'));
  await left.add([]);
  await left.remove([one]);
  expect(await readdir(folder)).toEqual([]);
});

it.each(['[{"engineId":"podman-root"', '{}', '[{"engineId":1}]'])(
  'tells nothing where it is broken: %s',
  async (text) => {
    const file = path.join(await emptyFolder(), 'left.json');
    await writeFile(file, text);
    const left = new LeftExecs(file);
    expect(await left.list()).toEqual([]);
    await left.add([one]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([one]);
  },
);

it('says where it could not be written, and is then as before', async () => {
  const file = path.join(await emptyFolder(), 'none', 'left.json');
  const left = new LeftExecs(file);
  await expect(left.add([one])).rejects.toMatchObject({ code: 'denied', hint: expect.stringContaining(file) });
  expect(await left.list()).toEqual([]);
});
