import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContainerCheckpointOptions } from '../oci-runtime.ts';
import { checkpoint } from './checkpoint.ts';
import { type FakeEngine, startFakeEngine } from './testing/fake-engine.ts';

let engine: FakeEngine;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-checkpoint-'));
});
afterEach(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Asks for an archive that the engine answers like this. */
async function exported(answer: RequestListener, options: ContainerCheckpointOptions = {}): Promise<unknown> {
  engine = await startFakeEngine((request, reply) => {
    if (request.url?.includes('/checkpoint')) answer(request, reply);
    else reply.writeHead(404).end();
  });
  const targetFile = path.join(folder, 'web.tar');
  return checkpoint(engine.client, { id: 'x', name: 'web' }, { targetFile, ...options });
}

/** The beginning of a tar, without its end. */
function half(): Buffer {
  const bytes = Buffer.alloc(1024, 'x');
  bytes.write('ustar', 257);
  return bytes;
}

describe('a checkpoint archive', () => {
  it.each([
    ['says in a good answer that it failed', '{"message":"criu failed: type NOTIFY errno 0"}', 'criu'],
    ['sends something else', '<html>', 'engine-failed'],
    ['sends nothing', '', 'engine-unreachable'],
    ['ends it too early', half(), 'engine-unreachable'],
  ])('does not come to be when the engine %s', async (_what, body, code) => {
    await expect(exported((_request, reply) => reply.end(body))).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not come to be when the connection breaks', async () => {
    const breaking = exported((_request, reply) => void reply.write(half(), () => reply.destroy()));
    await expect(breaking).rejects.toMatchObject({
      code: 'engine-unreachable',
      hint: expect.stringContaining('in place'),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not come to be when it is called off while it comes', async () => {
    const calling = new AbortController();
    const options = { signal: calling.signal, onProgress: () => calling.abort() };
    const making = exported((_request, reply) => void reply.write(half()), options);
    await expect(making).rejects.toMatchObject({ code: 'cancelled', hint: expect.stringContaining('in place') });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is whole when the engine has sent it to its end', async () => {
    await exported((_request, reply) => reply.end(Buffer.concat([half(), Buffer.alloc(1024)])));
    expect(await readdir(folder)).toEqual(['web.tar']);
    expect(engine.asked).toEqual(['POST /v4.0.0/libpod/containers/x/checkpoint?export=true']);
  });
});
