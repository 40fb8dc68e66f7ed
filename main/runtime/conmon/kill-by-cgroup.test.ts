import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { processesIn } from './kill-by-cgroup.ts';

it('finds the processes of a control group and of all below it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-cgroup-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, 'system.slice/web.service'), { recursive: true });
  await writeFile(path.join(folder, 'cgroup.procs'), '');
  await writeFile(path.join(folder, 'cgroup.threads'), '9\n');
  await writeFile(path.join(folder, 'system.slice/cgroup.procs'), '7\n');
  await writeFile(path.join(folder, 'system.slice/web.service/cgroup.procs'), '11\n12\n');
  expect(await processesIn(folder)).toEqual([7, 11, 12]);
  expect(await processesIn(path.join(folder, 'gone'))).toEqual([]);
});
