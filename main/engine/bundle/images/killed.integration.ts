/** The store of an app that is killed at whatever moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ImageStore } from './image-store.ts';
import { file, folder, tarOf, writeLayout } from './testing/sources.ts';

const times = 40;
/** So many files are in each image, all with its own words. */
const files = 50;
/** Within these, milliseconds, it is killed: an import takes about half as long. */
const longest = 120;

let work: string;
beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-killed-'));
});
afterEach(() => rm(work, { recursive: true }));

async function layoutOf(words: string): Promise<string> {
  const at = path.join(work, words);
  await mkdir(at);
  const all = Array.from({ length: files }, (_, index) => file(`d/${index}`, words));
  await writeLayout(at, { layers: [await tarOf(folder('d'), ...all)], settings: { Cmd: [words] } });
  return at;
}

it(`has nothing but whole images, ${times} times`, { timeout: 120_000 }, async () => {
  const layouts = await Promise.all(['one', 'two', 'three'].map(layoutOf));
  const at = path.join(work, 'store');
  const script = path.join(import.meta.dirname, 'testing/keeps-importing.ts');
  let halfMade = 0;
  let whole = 0;
  // On a busy machine an import may take longer than all of that time: until one was whole.
  for (let time = 0; time < times || whole === 0; time += 1) {
    const child = spawn(process.execPath, [script, at, ...layouts], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    // Not for something to happen: at any moment of what it does.
    await rest(Math.random() * longest);
    child.kill('SIGKILL');
    await once(child, 'exit');
    halfMade += (await readdir(at)).filter((name) => name.endsWith('.part')).length;

    const store = await ImageStore.open({ folder: at, umoci: null });
    const images = await store.list();
    for (const { root, config } of images) {
      const names = await readdir(path.join(root, 'd'));
      expect(names).toHaveLength(files);
      const words = await Promise.all(names.map((name) => readFile(path.join(root, 'd', name), 'utf8')));
      expect(new Set(words)).toEqual(new Set(config.settings.command));
    }
    whole += images.length;
    const known = new Set(['names.json', ...images.map(({ id }) => id)]);
    expect((await readdir(at)).filter((name) => !known.has(name))).toEqual([]);
  }
  // Else it was never in the middle of anything.
  expect(halfMade).toBeGreaterThan(times / 4);
  expect(whole).toBeGreaterThan(0);
});
