/** Stands between an engine's client and its socket, and remembers what was asked. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RecordingProxy extends AsyncDisposable {
  readonly socketPath: string;
  /** As `GET /v4.0.0/libpod/info`. */
  readonly requests: string[];
}

const requestLine = /^(?:GET|POST|DELETE|HEAD) \S+(?= HTTP\/1\.1\r$)/gm;

export async function startRecordingProxy(to: string): Promise<RecordingProxy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-proxy-'));
  const socketPath = path.join(folder, 'proxy.sock');
  const requests: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(to);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    }
    near.on('data', (chunk) => requests.push(...(chunk.toString('latin1').match(requestLine) ?? [])));
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    socketPath,
    requests,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
