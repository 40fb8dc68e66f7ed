import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { partialOf, sweepPartials } from './partial-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-partials-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process that begins a file and waits, by its own copy of this module. */
async function writer() {
  const module = path.join(import.meta.dirname, 'partial-file.ts');
  const script = `
    import { writeFileSync } from 'node:fs';
    import { partialOf } from ${JSON.stringify(module)};
    writeFileSync(partialOf(${JSON.stringify(path.join(folder, 'web.tar'))}), 'half');
    console.log('begun');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

it('keeps what is being written, and removes it when its writer was killed', async () => {
  const child = await writer();
  const [partial] = await readdir(folder);
  expect(partial).toMatch(/^web\.tar\..*\.part$/);
  expect(await sweepPartials(folder)).toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await sweepPartials(folder)).toEqual([partial]);
  expect(await readdir(folder)).toEqual([]);
});

it('keeps what this process writes, but not what an earlier one of the same id has left', async () => {
  const ours = partialOf(path.join(folder, 'ours.tar'));
  const earlier = partialOf(path.join(folder, 'earlier.tar')).replace(
    /-[0-9a-f]{8}(-[0-9a-f]{8}\.part)$/,
    '-00000000$1',
  );
  await writeFile(ours, '');
  await writeFile(earlier, '');
  expect(await sweepPartials(folder)).toEqual([path.basename(earlier)]);
});

it('removes a folder that was left with all that is in it', async () => {
  const folderLeft = partialOf(path.join(folder, 'web')).replace(/-[0-9a-f]{8}(-[0-9a-f]{8}\.part)$/, '-00000000$1');
  await mkdir(path.join(folderLeft, 'rootfs'), { recursive: true });
  await writeFile(path.join(folderLeft, 'rootfs', 'file'), '');
  expect(await sweepPartials(folder)).toEqual([path.basename(folderLeft)]);
  expect(await readdir(folder)).toEqual([]);
});

it("touches neither another machine's nor what is no such file, and needs no folder", async () => {
  const names = [`web.tar.elsewhere@1-00000000-00000000.part`, 'web.tar', 'mine.part'];
  for (const name of names) await writeFile(path.join(folder, name), '');
  expect(await sweepPartials(folder)).toEqual([]);
  expect((await readdir(folder)).sort()).toEqual(names.sort());
  expect(await sweepPartials(path.join(folder, 'nowhere'))).toEqual([]);
});
