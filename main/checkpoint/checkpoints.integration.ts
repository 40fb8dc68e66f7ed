import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CheckpointRequest, OperationProgress } from '../../shared/checkpoint.ts';
import { summaryOf } from '../../shared/testing/summary.ts';
import { noNeeds } from '../host/creation-needs.ts';
import type { RuntimeContainer } from '../runtime/oci-runtime.ts';
import { PodmanRuntime } from '../runtime/podman/podman-runtime.ts';
import { type RealRuntime, startRealRuntime } from '../runtime/podman/testing/real-runtime.ts';
import { Checkpoints } from './checkpoints.ts';

let real: RealRuntime;
let folder: string;
let checkpoints: Checkpoints;
const containers = new Map<string, RuntimeContainer>();
const progress: OperationProgress[] = [];

const notAsked = () => Promise.reject(new Error('No container is inspected here.'));

beforeAll(async () => {
  real = await startRealRuntime();
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-checkpoints-'));
  checkpoints = new Checkpoints({
    folder,
    resolve: (_engineId, containerId) => {
      const { id, name } = containers.get(containerId) ?? { id: containerId, name: containerId };
      return {
        runtime: real.runtime,
        container: { id, name, summary: summaryOf({ id, name, image: real.engine.image }) },
      };
    },
    defaultRuntime: () => real.runtime,
    inspect: notAsked,
    inPlace: async () => ({ frozen: [], unread: [] }),
  });
  checkpoints.operations.onProgress((each) => progress.push(each));
});
afterAll(async () => {
  await real[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function started(): Promise<string> {
  const ctr = await real.run(real.engine.image, 'sleep', '1000');
  containers.set(ctr.id, ctr);
  return ctr.id;
}

const printed = z.object({ pages_scanned: z.number(), pages_written: z.number() });
const report = z.object({ container_statistics: z.tuple([z.object({ criu_statistics: printed })]) });

async function podmansStatistics(containerId: string): Promise<z.infer<typeof printed>> {
  const text = await real.podman('container', 'checkpoint', '--leave-running', '--print-stats', containerId);
  return report.parse(JSON.parse(text)).container_statistics[0].criu_statistics;
}

const archive: CheckpointRequest = { to: 'archive', leaveRunning: false, tcpEstablished: false, fileLocks: false };
const fromArchive = { from: 'archive', engineId: 'e', tcpEstablished: false, fileLocks: false } as const;

describe('a checkpoint into the catalogue', () => {
  it("has its progress, its record and CRIU's figures, and is restored under a new name", async () => {
    const containerId = await started();
    const request = { ...archive, leaveRunning: true };
    const made = await checkpoints.create({ engineId: 'e', containerId, request, operationId: 'make' });
    expect(made.archive).toMatchObject({
      containerId,
      image: real.engine.image,
      ociRuntime: (await real.podman('info', '--format', '{{.Host.OCIRuntime.Name}}')).trim(),
      leftRunning: true,
    });
    expect(made.statistics?.frozenMicroseconds).toBeGreaterThan(0);
    expect(made.statistics?.pagesWritten).toBeGreaterThan(0);
    // Of the same order as what Podman itself tells of a checkpoint in place: each figure is in its own field.
    const told = await podmansStatistics(containerId);
    expect(made.statistics?.pagesScanned).toBeGreaterThan(told.pages_scanned / 2);
    expect(made.statistics?.pagesScanned).toBeLessThan(told.pages_scanned * 2);
    expect(made.statistics?.pagesWritten).toBeGreaterThan(told.pages_written / 2);
    expect(made.statistics?.pagesWritten).toBeLessThan(told.pages_written * 2);
    const phases = progress.filter(({ operationId }) => operationId === 'make').map(({ phase }) => phase);
    expect([phases[0], phases.at(-1)]).toEqual(['freezing', 'finishing']);
    expect(phases).toContain('writing');
    const names = { name: 'again', ignoreStaticIp: true, ignoreStaticMac: true, ports: null };
    const request2 = { ...fromArchive, ...names, archiveId: made.archive?.id ?? '' };
    const back = await checkpoints.restore({ operationId: 'back', request: request2 });
    expect(back.statistics?.pagesRestored).toBeGreaterThan(0);
    expect(await real.podman('inspect', '--format', '{{.State.Status}} {{.Name}}', back.containerId)).toBe(
      'running again',
    );
  });

  it('that fails leaves nothing in it', async () => {
    const containerId = await started();
    await real.podman('stop', '-t', '0', containerId);
    const before = await readdir(folder);
    const making = checkpoints.create({ engineId: 'e', containerId, request: archive, operationId: 'fails' });
    await expect(making).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await readdir(folder)).toEqual(before);
  });

  it('is restored under its old name when the container is gone, and refused while it is there', async () => {
    const containerId = await started();
    const made = await checkpoints.create({ engineId: 'e', containerId, request: archive, operationId: 'old' });
    const names = { name: null, ignoreStaticIp: false, ignoreStaticMac: false, ports: null };
    const request = { ...fromArchive, ...names, archiveId: made.archive?.id ?? '' };
    await expect(checkpoints.restore({ operationId: 'clash', request })).rejects.toMatchObject({ code: 'conflict' });
    await real.podman('rm', '-f', containerId);
    expect((await checkpoints.restore({ operationId: 'old', request })).containerId).toBe(containerId);
  });
});

/** It holds an open TCP connection and a lock. */
async function holding(): Promise<RuntimeContainer> {
  // Busybox has no flock everywhere, so the machine's own locks for the shell.
  const libraries = '/host/lib/x86_64-linux-gnu:/host/lib64';
  const places = libraries.split(':').map((folder) => `${folder}/ld-linux-x86-64.so.2`);
  const loader = `$(ls ${places.join(' ')} 2>/dev/null | head -n 1)`;
  const lock = `exec 9>/tmp/lock; ${loader} --library-path ${libraries} /host/bin/flock 9`;
  const connect = 'sleep 1000 | nc -l -p 9000 & sleep 0.3; sleep 1000 | nc 127.0.0.1 9000 &';
  const script = `${connect} ${lock} && echo ready; while :; do sleep 1; done`;
  const ctr = await real.run('-v', '/usr:/host:ro', real.engine.image, 'sh', '-c', script);
  containers.set(ctr.id, ctr);
  await expect.poll(() => real.podman('logs', ctr.id)).toContain('ready');
  await expect.poll(() => real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
  return ctr;
}

describe('an archive from elsewhere', () => {
  it('tells what it holds, and restored accordingly it comes back', async () => {
    const ctr = await holding();
    const file = path.join(folder, '..', `${path.basename(folder)}-elsewhere.tar`);
    await real.runtime.checkpointContainer(ctr, { targetFile: file, tcpEstablished: true, fileLocks: true });
    await real.podman('rm', '-f', ctr.id);
    const { id: archiveId, tcpEstablished, fileLocks } = await checkpoints.catalogue.add(file);
    await rm(file);
    expect({ tcpEstablished, fileLocks }).toEqual({ tcpEstablished: true, fileLocks: true });
    const names = { name: null, ignoreStaticIp: false, ignoreStaticMac: false, ports: null };
    const request = { from: 'archive', engineId: 'e', archiveId, tcpEstablished, fileLocks, ...names } as const;
    expect((await checkpoints.restore({ operationId: 'elsewhere', request })).containerId).toBe(ctr.id);
    expect(await real.podman('exec', ctr.id, 'netstat', '-tn')).toContain('ESTABLISHED');
  });
});

describe('an archive that can’t be read back after it was made', () => {
  it('keeps its fault and what it was made of, until its file is put right', async () => {
    const containerId = await started();
    const ctr = containers.get(containerId) ?? { id: containerId, name: '' };
    let whole = new Uint8Array();
    /** A fake of a disk that loses the end of what was written, under a real runtime. */
    class LosingRuntime extends PodmanRuntime {
      override async checkpointContainer(...args: Parameters<PodmanRuntime['checkpointContainer']>) {
        const statistics = await super.checkpointContainer(...args);
        const file = args[1].targetFile ?? '';
        whole = await readFile(file);
        await truncate(file, 20_000);
        return statistics;
      }
    }
    const info = { conmon: null, ociRuntime: { name: 'runc', package: '', path: '/usr/bin/runc', version: '' } };
    const runtime = new LosingRuntime({ client: real.client, info, needs: async () => noNeeds });
    const losing = new Checkpoints({
      folder,
      resolve: () => ({ runtime, container: { ...ctr, summary: summaryOf({ ...ctr, image: real.engine.image }) } }),
      defaultRuntime: () => runtime,
      inspect: notAsked,
      inPlace: async () => ({ frozen: [], unread: [] }),
    });
    const request = { ...archive, tcpEstablished: true };
    const made = await losing.create({ engineId: 'e', containerId, request, operationId: 'losing' });
    const fault = expect.stringMatching(/broken or cut short/);
    const known = { containerName: ctr.name, leftRunning: false, tcpEstablished: true, sizeBytes: 20_000 };
    expect(made.archive).toMatchObject({ ...known, fault });
    const id = made.archive?.id ?? '';
    const listed = async () => (await checkpoints.list()).archives.find((each) => each.id === id);
    expect(await listed()).toMatchObject({ ...known, fault });
    await expect(checkpoints.catalogue.get(id)).rejects.toMatchObject({ code: 'invalid' });
    await writeFile(checkpoints.catalogue.path(id), whole);
    expect(await listed()).toMatchObject({ containerName: ctr.name, fault: null });
    // Nothing is lost by it: what was stopped can still be brought back in place.
    const place = { from: 'place', engineId: 'e', containerId, tcpEstablished: true, fileLocks: false } as const;
    await checkpoints.restore({ operationId: 'losing-back', request: place });
    expect(await real.podman('inspect', '--format', '{{.State.Status}}', containerId)).toBe('running');
  });
});

describe('an archive in the catalogue', () => {
  it('that is broken is named as such and not given to the engine, and can be deleted', async () => {
    const containerId = await started();
    const { archive: made } = await checkpoints.create({
      engineId: 'e',
      containerId,
      request: archive,
      operationId: 'b',
    });
    const archiveId = made?.id ?? '';
    await truncate(made?.path ?? '', 20_000);
    await rm(`${made?.path ?? ''}`.replace(/tar$/, 'json'));
    const { archives } = await checkpoints.list();
    expect(archives.find(({ id }) => id === archiveId)?.fault).toMatch(/broken or cut short/);
    const names = { name: 'never', ignoreStaticIp: true, ignoreStaticMac: true, ports: null };
    const request = { ...fromArchive, ...names, archiveId };
    await expect(checkpoints.restore({ operationId: 'r', request })).rejects.toMatchObject({ code: 'invalid' });
    await checkpoints.catalogue.delete(archiveId);
    expect((await readdir(folder)).filter((name) => name.startsWith(archiveId))).toEqual([]);
  });
});

describe('a checkpoint in place', () => {
  it('tells the figures of both ways', async () => {
    const containerId = await started();
    const request = { ...archive, to: 'place' } as const;
    const made = await checkpoints.create({ engineId: 'e', containerId, request, operationId: 'place' });
    expect(made).toMatchObject({ archive: null, statistics: { pagesWritten: expect.any(Number) } });
    const restore = { from: 'place', engineId: 'e', containerId, tcpEstablished: false, fileLocks: false } as const;
    const back = await checkpoints.restore({ operationId: 'place-back', request: restore });
    expect(back.statistics?.runtimeMicroseconds).toBeGreaterThan(0);
  });
});
