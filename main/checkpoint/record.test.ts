import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readRecord } from './record.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-record-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('is read as the first Gantry wrote it', async () => {
  const file = path.join(folder, 'first.json');
  const first = {
    ...{ createdAt: 5, containerId: 'c', containerName: 'web', image: 'i', ociRuntime: 'runc', processLabel: '' },
    ...{ tcpEstablished: true, fileLocks: false, leftRunning: true, statistics: null },
  };
  await writeFile(file, JSON.stringify(first));
  expect(await readRecord(file)).toEqual({ ...first, frozenAt: null, ports: null, fault: null });
});
