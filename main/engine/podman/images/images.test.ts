import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFakeEngine } from '../../../runtime/podman/testing/fake-engine.ts';
import type { Ongoing, Step } from '../../image-import.ts';
import { idsOf, importImages } from './import.ts';
import { pullImage } from './pull.ts';
import { detailsOf, inspectedImage, plainId } from './read.ts';
import { folderBody } from './source-body.ts';

function ongoing(): Ongoing & { readonly steps: Step[] } {
  const steps: Step[] = [];
  return { signal: new AbortController().signal, onProgress: (step) => steps.push(step), steps };
}

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-images-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('what Podman tells of an image', () => {
  it('is read, also where it says next to nothing', () => {
    const told = inspectedImage.parse({ Id: 'sha256:ab', Created: '2026-11-24T09:11:12Z', Size: 5, Config: null });
    expect(detailsOf(told)).toMatchObject({
      ...{ summary: { id: 'ab', names: [], sizeBytes: 5, createdAt: Date.UTC(2026, 10, 24, 9, 11, 12) } },
      ...{ digest: null, command: [], environment: [], ports: [], layers: [] },
    });
    expect(plainId('ab')).toBe('ab');
  });

  it('has been loaded leads to the images by names and by ids, each once', () => {
    const image = (id: string, ...names: string[]) => ({ id, names, sizeBytes: 0, createdAt: 0 });
    const images = [image('aa', 'localhost/a:1', 'localhost/a:2'), image('bb'), image('cc', 'localhost/c:1')];
    expect(idsOf(['localhost/a:1', 'localhost/a:2', 'sha256:bb', 'localhost/gone:1'], images)).toEqual(['aa', 'bb']);
  });
});

describe('a pull', () => {
  const lines = (...reports: object[]) => reports.map((report) => `${JSON.stringify(report)}\n`).join('');

  it('tells the engine’s words as they come, and ends with the id', async () => {
    const engine = await startFakeEngine((_request, reply) => {
      reply.end(
        lines({ stream: 'Trying to pull x...\n' }, { stream: 'Copying blob a\n' }, { images: ['ab'], id: 'ab' }),
      );
    });
    onTestFinished(() => engine[Symbol.asyncDispose]());
    const wish = ongoing();
    expect(await pullImage(engine.client, 'localhost/x:1', wish)).toBe('ab');
    expect(wish.steps.map(({ words }) => words)).toEqual([null, 'Trying to pull x...', 'Copying blob a']);
    expect(engine.asked).toEqual(['POST /v4.0.0/libpod/images/pull?reference=localhost%2Fx%3A1']);
  });

  it.each([
    [
      'a failure is told in',
      lines({ stream: 'Trying' }, { error: 'reading manifest 1: manifest unknown' }),
      'engine-failed',
    ],
    ['ends without an id', lines({ stream: 'Trying' }), 'malformed-reply'],
    ['nobody understands', 'oops\n', 'malformed-reply'],
  ])('whose answer %s fails', async (_what, text, code) => {
    const engine = await startFakeEngine((_request, reply) => reply.end(text));
    onTestFinished(() => engine[Symbol.asyncDispose]());
    await expect(pullImage(engine.client, 'x', ongoing())).rejects.toMatchObject({ code });
  });
});

describe('an import', () => {
  it('that the engine refuses before all is sent tells the engine’s words, not those of the broken connection', async () => {
    const work = await ownFolder();
    await mkdir(path.join(work, 'root/etc'), { recursive: true });
    await writeFile(path.join(work, 'root/etc/large'), Buffer.alloc(64 * 1024 * 1024, 1));
    const engine = await startFakeEngine((request, reply) => {
      request.once('data', () => {
        reply.writeHead(500, { connection: 'close' });
        reply.end('{"message":"no space left on device"}', () => request.destroy());
      });
    });
    onTestFinished(() => engine[Symbol.asyncDispose]());
    const wish = { source: path.join(work, 'root'), name: null, ...ongoing() };
    await expect(importImages(engine.client, wish)).rejects.toMatchObject({
      code: 'disk-full',
      engineMessage: 'no space left on device',
    });
  });

  it('of a folder that can’t be read whole fails before the engine could take it for whole', async () => {
    const { stream, fault } = folderBody(path.join(await ownFolder(), 'gone'), new AbortController().signal);
    await expect(stream.toArray()).rejects.toMatchObject({
      code: 'invalid',
      engineMessage: expect.stringMatching(/gone/),
    });
    expect(fault()).toMatchObject({ code: 'invalid' });
  });
});
