/** Stands between an engine's client and its socket, and remembers what was asked. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export interface RecordingProxy extends AsyncDisposable {
  readonly socketPath: string;
  /** As `GET /v4.0.0/libpod/info`. */
  readonly requests: string[];
  /** What of it is being answered now. */
  readonly open: ReadonlySet<string>;
}

interface ProxyOptions {
  /** Says of an engine without SELinux that it has it: few machines that run tests do. All else it says is true. */
  readonly fakesSelinux?: boolean;
}

export async function startRecordingProxy(to: string, { fakesSelinux = false }: ProxyOptions = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-proxy-'));
  const socketPath = path.join(folder, 'proxy.sock');
  const requests: string[] = [];
  const open = new Set<string>();
  const server = http.createServer((near, reply) => {
    const { method, url = '', headers } = near;
    const request = `${method} ${url}`;
    requests.push(request);
    open.add(request);
    const far = http.request({ socketPath: to, method, path: url, headers, agent: false }, async (answer) => {
      const rewrites = fakesSelinux && url.endsWith('/libpod/info');
      const body = rewrites ? (await text(answer)).replace('"selinuxEnabled":false', '"selinuxEnabled":true') : null;
      reply.writeHead(answer.statusCode ?? 500, body === null ? answer.headers : {}).flushHeaders();
      answer.on('error', () => reply.destroy());
      if (body === null) answer.pipe(reply);
      else reply.end(body);
    });
    far.on('error', () => reply.destroy());
    reply.on('close', () => {
      open.delete(request);
      far.destroy();
    });
    near.pipe(far);
  });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    socketPath,
    requests,
    open,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  } satisfies RecordingProxy;
}
