import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import type { ExecOptions } from '../oci-runtime.ts';
import { startExec } from './exec.ts';
import { type FakeEngine, startFakeEngine } from './testing/fake-engine.ts';

let engine: FakeEngine;
afterEach(() => engine[Symbol.asyncDispose]());

const ctr = { id: 'x', name: 'web' };
const options: ExecOptions = { cmd: ['top'], terminal: true, streams: { input: null, output: null, error: null } };

/** A session whose connection ends at once, and of which the engine then tells this. */
async function ended(inspect: (reply: ServerResponse<IncomingMessage>) => void): Promise<number> {
  engine = await startFakeEngine((_request, reply) => inspect(reply));
  engine.server.on('upgrade', (_request, socket) => {
    socket.end('HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n');
  });
  return (await startExec(engine.client, ctr, 'e', options)).ended;
}

it('waits for the exit code, which the engine knows a moment after the output has ended', async () => {
  const code = await ended((reply) => {
    const runs = engine.asked.length < 4;
    reply.end(JSON.stringify({ Running: runs, ExitCode: runs ? 0 : 7, Pid: 1 }));
  });
  expect(code).toBe(7);
});

it('says so when the container was removed, and the exit code with it', async () => {
  const ending = ended((reply) => reply.writeHead(404).end('{"message":"no such exec session"}'));
  await expect(ending).rejects.toMatchObject({ code: 'not-found', message: 'web was removed while the command ran.' });
});

it('says so when the connection has ended and the command has not', async () => {
  const ending = ended((reply) => reply.end('{"Running":true,"ExitCode":0,"Pid":1}'));
  await expect(ending).rejects.toMatchObject({ code: 'engine-unreachable', message: expect.stringContaining('runs') });
});
