import { once } from 'node:events';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { containerPath, LibpodClient } from './client.ts';
import { type FakeEngine, startFakeEngine } from './testing/fake-engine.ts';

let engine: FakeEngine;
afterEach(() => engine[Symbol.asyncDispose]());

const answer = z.object({ Id: z.string() });

describe('what is asked of the engine', () => {
  it('has names and values encoded, so that none of them can mean something else', async () => {
    engine = await startFakeEngine((_request, reply) => reply.writeHead(204).end());
    const query = { name: 'a&force=true', list: ['x y', 'é'], left: undefined, out: null, on: true };
    await engine.client.send('DELETE', containerPath('../x?y#z', '/it'), { query });
    expect(engine.asked).toEqual([
      'DELETE /v4.0.0/libpod/containers/..%2Fx%3Fy%23z/it?name=a%26force%3Dtrue&list=x+y&list=%C3%A9&on=true',
    ]);
  });

  it('is asked once more where the engine has just closed an idle connection', async () => {
    engine = await startFakeEngine((request, reply) => {
      // The second request on a connection finds it closed.
      if (engine.asked.length === 2) return void request.socket.destroy();
      reply.end('{"Id":"x"}');
    });
    await engine.client.json(answer, 'GET', '/a');
    expect(await engine.client.json(answer, 'GET', '/b')).toEqual({ Id: 'x' });
    expect(engine.asked).toHaveLength(3);
  });

  it('does not wait for what takes long', async () => {
    const stops: (() => void)[] = [];
    engine = await startFakeEngine((request, reply) => {
      if (request.method === 'POST') stops.push(() => reply.writeHead(204).end());
      else reply.end('{"Id":"x"}');
    });
    const stopping = Array.from({ length: 40 }, () => engine.client.send('POST', '/stop', { lasts: true }));
    expect(await engine.client.json(answer, 'GET', '/a')).toEqual({ Id: 'x' });
    // And they don't come all at once.
    expect(stops.length).toBeLessThanOrEqual(16);
    const all = Promise.all(stopping);
    let over = false;
    void all.then(() => (over = true));
    while (!over) {
      for (const stop of stops.splice(0)) stop();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect(engine.asked).toHaveLength(41);
  });

  it('is never asked twice where it changes something', async () => {
    engine = await startFakeEngine((request, reply) => {
      if (engine.asked.length === 2) return void request.socket.destroy();
      reply.end('{"Id":"x"}');
    });
    await engine.client.json(answer, 'GET', '/a');
    await expect(engine.client.send('POST', '/b')).rejects.toMatchObject({ code: 'engine-unreachable' });
    expect(engine.asked).toHaveLength(2);
  });
});

describe('an answer', () => {
  it.each([
    ['of another shape', '{"id":1}'],
    ['that is no JSON', '<html>'],
  ])('%s is refused, with the call it came to', async (_what, body) => {
    engine = await startFakeEngine((_request, reply) => reply.end(body));
    await expect(engine.client.json(answer, 'GET', '/containers/x/json')).rejects.toMatchObject({
      code: 'malformed-reply',
      message: expect.stringContaining('GET /containers/x/json'),
    });
  });

  it('that is cut short is no answer', async () => {
    engine = await startFakeEngine((_request, reply) => {
      reply.writeHead(200, { 'content-length': 100 }).write('{"Id":"x"}', () => reply.destroy());
    });
    await expect(engine.client.json(answer, 'GET', '/x')).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  it("tells the engine's versions", async () => {
    engine = await startFakeEngine((_request, reply) => {
      reply.writeHead(200, { 'Libpod-API-Version': '4.3.1', 'API-Version': '1.41' }).end('OK');
    });
    expect(await engine.client.ping()).toEqual({ version: '4.3.1', apiVersion: '1.41' });
  });

  it('is waited for no longer once it is called off', async () => {
    engine = await startFakeEngine(() => {});
    const calling = new AbortController();
    const asking = engine.client.json(answer, 'GET', '/x', { signal: calling.signal, doing: 'Look' });
    await once(engine.server, 'request');
    calling.abort();
    await expect(asking).rejects.toMatchObject({ code: 'cancelled', message: 'Look: called off.' });
  });
});

describe('an answer that has begun', () => {
  it('is called off, not broken, when nobody wants it any more', async () => {
    const calling = new AbortController();
    engine = await startFakeEngine((_request, reply) => void reply.write('{"Id":', () => calling.abort()));
    await expect(engine.client.json(answer, 'GET', '/x', { signal: calling.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('an upload', () => {
  it('tells how far it is, and the answer after it', async () => {
    let got = '';
    engine = await startFakeEngine(async (request, reply) => {
      got = await text(request);
      reply.end('{"Id":"x"}');
    });
    const progress: number[] = [];
    const body = Readable.from([Buffer.from('one'), Buffer.from('two')]);
    const options = { body, onProgress: (bytes: number) => progress.push(bytes) };
    expect(await engine.client.upload(answer, '/x', options)).toEqual({ Id: 'x' });
    expect([got, progress]).toEqual(['onetwo', [3, 6]]);
  });

  it("that is refused midway has the engine's words, not those of a broken pipe", async () => {
    engine = await startFakeEngine((request, reply) => {
      request.once('data', () => reply.writeHead(500).end('{"message":"no space left on device"}'));
    });
    const body = Readable.from(endless());
    await expect(engine.client.upload(answer, '/x', { body })).rejects.toMatchObject({ code: 'disk-full' });
    expect(body.destroyed).toBe(true);
  });

  it('of a file that is not there is not begun', async () => {
    engine = await startFakeEngine((_request, reply) => reply.end());
    const uploading = engine.client.upload(answer, '/x', { body: '/no/such/file' });
    await expect(uploading).rejects.toMatchObject({ code: 'not-found' });
    expect(engine.asked).toEqual([]);
  });

  it('of a file that can’t be read to its end says so, and nothing of the engine', async () => {
    engine = await startFakeEngine((request) => void request.on('error', () => {}).resume());
    const body = Readable.from(
      (async function* () {
        yield Buffer.from('the first half');
        throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
      })(),
    );
    const uploading = engine.client.upload(answer, '/x', { body, doing: 'Restore web' });
    await expect(uploading).rejects.toMatchObject({ engineMessage: expect.stringContaining('EIO') });
    await expect(uploading).rejects.not.toMatchObject({ code: 'engine-unreachable' });
  });
});

describe('a connection that becomes one of raw bytes', () => {
  it('has the bytes that came with the head, and takes what is said to it', async () => {
    engine = await startFakeEngine(() => {});
    engine.server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\nearly');
      socket.on('data', (bytes) => socket.end(`echo ${bytes}`));
    });
    const { socket, head } = await engine.client.upgrade('/exec/x/start', { body: { Tty: true } });
    socket.write('typed');
    expect(new TextDecoder().decode(head) + (await text(socket))).toBe('earlyecho typed');
  });

  it('may be told by 200 as well', async () => {
    const socketPath = await rawEngine(
      'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nearly',
    );
    const client = new LibpodClient({ socketPath });
    onTestFinished(() => client[Symbol.asyncDispose]());
    const { socket, head } = await client.upgrade('/exec/x/start');
    socket.write('typed');
    expect(new TextDecoder().decode(head) + (await text(socket))).toBe('earlyecho typed');
  });

  it("is refused in the engine's words", async () => {
    engine = await startFakeEngine(() => {});
    engine.server.on('upgrade', (_request, socket) => {
      const body = '{"message":"no such exec session"}';
      socket.end(`HTTP/1.1 404 Not Found\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    });
    await expect(engine.client.upgrade('/exec/x/start')).rejects.toMatchObject({
      code: 'not-found',
      engineMessage: 'no such exec session',
    });
  });

  it('ends with its client', async () => {
    engine = await startFakeEngine(() => {});
    engine.server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n');
    });
    const { socket } = await engine.client.upgrade('/exec/x/start');
    await engine.client[Symbol.asyncDispose]();
    expect(socket.destroyed).toBe(true);
  });
});

/** Answers every connection with this, and the next bytes with their echo. @returns its socket's path */
async function rawEngine(reply: string): Promise<string> {
  engine = await startFakeEngine(() => {});
  const socketPath = `${engine.client.socketPath}.raw`;
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(reply);
      socket.once('data', (bytes) => socket.end(`echo ${bytes}`));
    });
  });
  engine.server.once('close', () => server.close());
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return socketPath;
}

function* endless(): Iterable<Buffer> {
  for (;;) yield Buffer.alloc(65_536);
}
