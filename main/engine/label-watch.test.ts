import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ContainerSummary } from '../../shared/container.ts';
import type { ContainerLabels, WarnedContainer } from '../../shared/selinux.ts';
import { summaryOf } from '../../shared/testing/summary.ts';
import { LabelWatch } from './label-watch.ts';

const label = (level: string) => `system_u:system_r:container_t:${level}`;
let containers: ContainerSummary[];
let labels: ContainerLabels[];
let told: (readonly WarnedContainer[])[];
let procFolder: string;
let watch: LabelWatch;
let isHere: boolean;

beforeEach(async () => {
  containers = [];
  labels = [];
  told = [];
  isHere = true;
  procFolder = await mkdtemp(path.join(tmpdir(), 'gantry-proc-'));
  watch = new LabelWatch({
    containers: () => containers,
    labels: () => labels,
    tell: (warned) => told.push(warned),
    isHere: () => isHere,
    procFolder,
  });
});
afterEach(async () => {
  watch.rest();
  await rm(procFolder, { recursive: true });
});

/** One that runs, as the engine and, where it is here, the kernel tell it. */
async function run(id: string, pid: number, configured: string, kernel?: string): Promise<void> {
  containers.push(summaryOf({ id, name: id, state: 'running', pid }));
  labels.push({ containerId: id, processLabel: configured, mountLabel: '' });
  if (kernel === undefined) return;
  await mkdir(path.join(procFolder, `${pid}`, 'attr'), { recursive: true });
  await writeFile(path.join(procFolder, `${pid}`, 'cgroup'), `0::/libpod-${id}\n`);
  await writeFile(path.join(procFolder, `${pid}`, 'attr', 'current'), `${kernel}\0`);
}

/** What is told next, by name and kind. */
async function next(count: number) {
  watch.look();
  await vi.waitFor(() => expect(told).toHaveLength(count));
  return told.at(-1)?.map(({ containerId, warnings }) => [containerId, ...warnings.map(({ kind }) => kind)]);
}

it('warns of two that share their categories, until one of them has ended', async () => {
  await run('one', 11, label('s0:c1,c2'));
  await run('two', 12, label('s0:c2,c1'));
  await run('three', 13, label('s0:c3'));
  expect(await next(1)).toEqual([
    ['one', 'shared-categories'],
    ['two', 'shared-categories'],
  ]);
  expect(watch.warned()).toBe(told[0]);
  containers[1] = summaryOf({ id: 'two', name: 'two', state: 'exited', pid: null });
  expect(await next(2)).toEqual([]);
});

it('warns of one whose process the kernel knows by another label, on this machine alone', async () => {
  await run('here', 21, label('s0:c1'), label('s0:c9'));
  await run('elsewhere', 22, label('s0:c2'));
  expect(await next(1)).toEqual([['here', 'differs']]);
});

it('does not ask this kernel after containers of another machine', async () => {
  isHere = false;
  await run('far', 21, label('s0:c1'), label('s0:c9'));
  await run('one', 22, label('s0:c2'));
  await run('two', 23, label('s0:c2'));
  expect(await next(1)).toEqual([
    ['one', 'shared-categories'],
    ['two', 'shared-categories'],
  ]);
});
