// @ts-check
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { folderOf } from '../testing/folder.mjs';
import { inWorkFolder } from './work-folder.mjs';

test('the folder goes with the work, whether it was done or failed', async (t) => {
  const parent = await folderOf(t);
  const prefix = path.join(parent, 'cache', 'thing');
  const name = await inWorkFolder(prefix, async (folder) => {
    await writeFile(path.join(folder, 'file'), '');
    return folder;
  });
  assert.ok(name.startsWith(`${prefix}.`));
  const failing = inWorkFolder(prefix, async () => {
    throw new Error('no');
  });
  await assert.rejects(failing, /no/);
  assert.deepEqual(await readdir(path.dirname(prefix)), []);
});

test('the folder of who is ended by a signal goes too, with what was started in it', async (t) => {
  const parent = await folderOf(t);
  const prefix = path.join(parent, 'thing');
  const modules = ['./work-folder.mjs', './run.mjs'].map((name) => new URL(name, import.meta.url).href);
  const script = `import { inWorkFolder } from '${modules[0]}';
    import { run } from '${modules[1]}';
    await inWorkFolder('${prefix}', (cwd) => {
      process.stdout.write('at work');
      return run('sh', ['-c', 'while :; do echo >> file; done'], { cwd });
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGINT');
  assert.deepEqual(await readdir(parent), []);
});

test('what a killed one has left goes with the next, what others work in stays', async (t) => {
  const prefix = path.join(await folderOf(t), 'thing');
  const { pid: gone } = spawnSync('true');
  const left = `${prefix}.${gone}.abcdef`;
  const others = [`${prefix}.${process.ppid}.abcdef`, `${prefix}.3`, `${prefix}-more.${gone}.abcdef`, prefix];
  for (const folder of [left, ...others]) await mkdir(folder);
  await inWorkFolder(prefix, async () => {});
  assert.equal(existsSync(left), false);
  assert.deepEqual(others.filter(existsSync), others);
});
