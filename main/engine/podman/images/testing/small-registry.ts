/** A registry of one image, from an OCI layout: real ones can't be reached by tests. It speaks as much as a pull needs. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { z } from 'zod';

const index = z.object({ manifests: z.array(z.object({ digest: z.string(), mediaType: z.string() })).min(1) });

export interface SmallRegistry extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  /** Blobs begin and never end, as over a bad line. */
  isStuck: boolean;
  /** Resolves when a blob has begun. */
  readonly begun: Promise<void>;
}

/** @param layout the folder; its image goes by any name with the tag `1` */
export async function startSmallRegistry(layout: string): Promise<SmallRegistry> {
  const { manifests } = index.parse(JSON.parse(await readFile(path.join(layout, 'index.json'), 'utf8')));
  const [manifest] = manifests;
  const begun = Promise.withResolvers<void>();
  const blob = (digest: string): string => path.join(layout, 'blobs', digest.replace(':', '/'));
  const answer = async (request: http.IncomingMessage, reply: http.ServerResponse): Promise<void> => {
    const { url = '', method } = request;
    const [, kind = '', what = ''] = /^\/v2\/.+\/(manifests|blobs)\/([\w:.-]+)$/.exec(url) ?? [];
    if (url === '/v2/') return void reply.end('{}');
    const digest = kind === 'manifests' && (what === '1' || what === manifest?.digest) ? manifest?.digest : what;
    const file = digest?.startsWith('sha256:') ? blob(digest) : null;
    if (file === null) {
      reply.writeHead(404, { 'content-type': 'application/json' });
      reply.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"nothing of this name was ever here"}]}');
      return;
    }
    const type = kind === 'manifests' ? (manifest?.mediaType ?? '') : 'application/octet-stream';
    const { size } = await stat(file);
    reply.writeHead(200, { 'content-type': type, 'content-length': size, 'docker-content-digest': digest });
    if (method === 'HEAD') return void reply.end();
    if (registry.isStuck && kind === 'blobs') {
      reply.write((await readFile(file)).subarray(0, 1));
      begun.resolve();
    } else createReadStream(file).pipe(reply);
  };
  const server = http.createServer((request, reply) => {
    answer(request, reply).catch((thrown: Error) => reply.destroy(thrown));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const registry = {
    host: `127.0.0.1:${port}`,
    isStuck: false,
    begun: begun.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return registry;
}
