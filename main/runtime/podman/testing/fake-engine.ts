/** A fake engine, for answers that a real one can't be brought to give. */
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LibpodClient } from '../client.ts';

export interface FakeEngine extends AsyncDisposable {
  readonly client: LibpodClient;
  readonly server: http.Server;
  /** What was asked: method and address. */
  readonly asked: string[];
}

/** @param answer to every request; `upgrade` is the server's own event */
export async function startFakeEngine(answer: http.RequestListener): Promise<FakeEngine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-fake-engine-'));
  const socketPath = path.join(folder, 'engine.sock');
  const asked: string[] = [];
  const server = http.createServer((request, reply) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, reply);
  });
  // Those that were upgraded are no longer the server's to close.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.once('close', () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const client = new LibpodClient({ socketPath });
  return {
    client,
    server,
    asked,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
