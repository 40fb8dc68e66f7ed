/** The libpod REST client: HTTP over a unix socket. */
import { open } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import { Duplex, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import { errorOfFile } from '../../host/file-error.ts';
import { address, type Query } from './address.ts';
import { errorOfReply, errorOfSocket } from './errors.ts';
import { answerOf, parseReply, textOf } from './reply.ts';

export { containerPath, type Query } from './address.ts';
export { parseReply } from './reply.ts';

export interface CallOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What is done and on what, for messages: `Start web`. */
  readonly doing?: string;
  /** It may take long, as a stop with its time-out does: what is quick shall not wait for it. */
  readonly lasts?: boolean;
}

export interface UploadOptions extends Omit<CallOptions, 'body'> {
  /** A stream, or a file's path. */
  readonly body: Readable | string;
  /** Called with the bytes that have been sent so far. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** A connection that has become one of raw bytes. */
export interface Upgraded {
  readonly socket: Duplex;
  /** Bytes that came together with the answer's head. */
  readonly head: Uint8Array;
}

type Method = 'GET' | 'POST' | 'DELETE' | 'HEAD';

/** Every call throws a `GantryError`: what the engine says, or why it could not be asked. */
export class LibpodClient implements AsyncDisposable {
  readonly socketPath: string;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  /** For what may last. Twenty containers that take ten seconds to stop don't hold up the list, nor a new terminal. */
  readonly #lasting = new http.Agent({ keepAlive: false, maxSockets: 16 });
  /** For what goes on until somebody ends it: it takes nobody's place. */
  readonly #endless = new http.Agent({ keepAlive: false });
  readonly #upgraded = new Set<Duplex>();

  constructor({ socketPath }: { readonly socketPath: string }) {
    this.socketPath = socketPath;
  }

  /** Whether the engine answers, and the versions it tells: of libpod, and of its Docker-compatible API. */
  async ping(signal?: AbortSignal): Promise<{ version: string; apiVersion: string }> {
    const reply = await this.#request('GET', '/_ping', { signal, doing: 'Reach the engine' });
    reply.resume();
    return { version: header(reply, 'libpod-api-version'), apiVersion: header(reply, 'api-version') };
  }

  /** Asks for JSON and parses it. Throws `malformed-reply` for what the schema doesn't know. */
  async json<S extends z.ZodType>(
    schema: S,
    method: Method,
    path: string,
    options: CallOptions = {},
  ): Promise<z.infer<S>> {
    const what = `${method} ${path}`;
    const reply = await this.#request(method, path, options);
    return parseReply(schema, await textOf(reply, options.doing ?? what, options.signal), what);
  }

  /** Asks for something to be done. 304 (it is so already) is as good as 204. */
  async send(method: Method, path: string, options: CallOptions = {}): Promise<void> {
    await textOf(await this.#request(method, path, options), options.doing ?? `${method} ${path}`, options.signal);
  }

  /** The headers of a HEAD; null for 404. */
  async head(path: string, options: CallOptions = {}): Promise<http.IncomingHttpHeaders | null> {
    try {
      const reply = await this.#request('HEAD', path, options);
      reply.resume();
      return reply.headers;
    } catch (thrown) {
      if (thrown instanceof GantryError && thrown.code === 'not-found') return null;
      throw thrown;
    }
  }

  /** An answer that is read as it comes, on a connection of its own. Aborting the signal ends it. */
  stream(method: Method, path: string, options: CallOptions = {}): Promise<IncomingMessage> {
    return this.#request(method, path, options, this.#endless);
  }

  /** Posts a stream or a file as it is read, and answers with JSON. */
  async upload<S extends z.ZodType>(schema: S, path: string, options: UploadOptions): Promise<z.infer<S>> {
    const { query, signal, body, onProgress, doing = `POST ${path}` } = options;
    const source = typeof body === 'string' ? await readStream(body, doing) : body;
    const request = http.request({
      ...{ socketPath: this.socketPath, method: 'POST', path: address(path, query), agent: this.#endless },
      headers: { 'content-type': 'application/x-tar' },
      ...(signal ? { signal } : {}),
    });
    const answered = answerOf(request, doing);
    let unreadable: Error | null = null;
    const whole = read(source, (error) => {
      unreadable = error;
    });
    // An engine that refuses early answers before all is sent; its words count more than the broken pipe.
    pipeline(whole, counter(onProgress), request).catch(() => {});
    try {
      return parseReply(schema, await textOf(await answered, doing, signal), `POST ${path}`);
    } catch (thrown) {
      throw unreadable === null ? thrown : errorOfFile(unreadable, doing);
    } finally {
      source.destroy();
      request.destroy();
    }
  }

  /** Posts, and turns the connection into one of raw bytes (exec, attach). It is the caller's to end. */
  upgrade(path: string, { query, body, doing = `POST ${path}`, signal }: CallOptions = {}): Promise<Upgraded> {
    // None where none is given: what stands in an attach's body is typed into the container.
    const payload = body === undefined ? '' : JSON.stringify(body);
    const headers = { connection: 'Upgrade', upgrade: 'tcp', 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const request = http.request({
        ...{ socketPath: this.socketPath, method: 'POST', path: address(path, query), agent: false },
        headers: { ...headers, 'content-length': Buffer.byteLength(payload) },
        ...(signal ? { signal } : {}),
      });
      request.on('upgrade', (_reply, socket: Duplex, head) => {
        resolve({ socket: this.#kept(socket), head: Uint8Array.from(head) });
      });
      request.on('response', (reply) => {
        // What stands between may have taken our wish to upgrade away: then 200, and the bytes are the same.
        if (reply.statusCode === 200) {
          const socket = Duplex.from({ readable: reply, writable: reply.socket });
          return resolve({ socket: this.#kept(socket), head: new Uint8Array() });
        }
        textOf(reply, doing).then((text) => reject(errorOfReply(reply.statusCode ?? 0, text, doing)), reject);
      });
      request.on('error', (error) => reject(errorOfSocket(error, doing)));
      request.end(payload);
    });
  }

  /** Ends every connection, also those that were upgraded. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    this.#lasting.destroy();
    this.#endless.destroy();
    for (const socket of this.#upgraded) socket.destroy();
  }

  #kept(socket: Duplex): Duplex {
    this.#upgraded.add(socket);
    // Whoever reads it is told of a failure; one that comes when nobody does any more must not end the app.
    socket.on('error', () => {});
    return socket.once('close', () => this.#upgraded.delete(socket));
  }

  async #request(
    method: Method,
    path: string,
    options: CallOptions,
    agent = options.lasts ? this.#lasting : this.#agent,
  ): Promise<IncomingMessage> {
    const { query, body, signal, doing = `${method} ${path}` } = options;
    const payload = body === undefined ? null : JSON.stringify(body);
    const request = http.request({
      ...{ socketPath: this.socketPath, method, path: address(path, query), agent },
      headers:
        payload === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
      ...(signal ? { signal } : {}),
    });
    request.end(payload ?? undefined);
    try {
      return await answerOf(request, doing);
    } catch (thrown) {
      // An idle connection that the engine closed in the moment it was used again says nothing about the engine.
      const isStale = request.reusedSocket && thrown instanceof GantryError && thrown.code === 'engine-unreachable';
      if (!isStale || method === 'POST' || method === 'DELETE') throw thrown;
      return this.#request(method, path, options, this.#endless);
    }
  }
}

function header(reply: IncomingMessage, name: string): string {
  const value = reply.headers[name];
  return typeof value === 'string' ? value : '';
}

/** A stream's pieces. @param failed told of what the stream itself fails by: to who sends it that is a broken connection */
async function* read(stream: Readable, failed: (error: Error) => void): AsyncGenerator<unknown, void> {
  try {
    yield* stream;
  } catch (thrown) {
    failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    throw thrown;
  }
}

async function readStream(file: string, doing: string): Promise<Readable> {
  try {
    return (await open(file)).createReadStream({ highWaterMark: 1024 * 1024 });
  } catch (thrown) {
    throw errorOfFile(thrown, doing);
  }
}

function counter(onProgress: ((bytes: number) => void) | undefined): Transform {
  let sent = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      sent += chunk.length;
      onProgress?.(sent);
      done(null, chunk);
    },
  });
}
