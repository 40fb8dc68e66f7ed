/** The libpod REST client: HTTP over a unix socket. */
import http, { type IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import { errorOfReply, errorOfSocket } from './errors.ts';

/** Served alike by every Podman since 4.0, so that its answers have the same shape everywhere. */
const prefix = '/v4.0.0/libpod';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined | null>>;

export interface CallOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What is done and on what, for messages: `Start web`. */
  readonly doing?: string;
}

/** A connection that has become one of raw bytes. */
export interface Upgraded {
  readonly socket: Duplex;
  /** Bytes that came together with the answer's head. */
  readonly head: Uint8Array;
}

type Method = 'GET' | 'POST' | 'DELETE' | 'HEAD';

export class LibpodClient implements AsyncDisposable {
  readonly socketPath: string;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  readonly #endless = new http.Agent({ keepAlive: false });

  constructor({ socketPath }: { readonly socketPath: string }) {
    this.socketPath = socketPath;
  }

  /** Whether the engine answers, and the version it tells. */
  async ping(signal?: AbortSignal): Promise<{ version: string }> {
    const reply = await this.#request('GET', '/_ping', { signal, doing: 'Reach the engine' });
    reply.resume();
    const version = reply.headers['libpod-api-version'];
    return { version: typeof version === 'string' ? version : '' };
  }

  /**
   * Asks for JSON and parses it.
   * @throws GantryError what the engine says; `malformed-reply` for what the schema doesn't know
   */
  async json<S extends z.ZodType>(
    schema: S,
    method: Method,
    path: string,
    options: CallOptions = {},
  ): Promise<z.infer<S>> {
    const reply = await this.#request(method, path, options);
    return parseReply(schema, await textOf(reply), `${method} ${path}`);
  }

  /** Asks for something to be done. 304 (it is so already) is as good as 204. */
  async send(method: Method, path: string, options: CallOptions = {}): Promise<void> {
    await textOf(await this.#request(method, path, options));
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

  /** Sends a stream as the request's body and answers with JSON. */
  async upload<S extends z.ZodType>(
    schema: S,
    path: string,
    body: Readable,
    options: CallOptions = {},
  ): Promise<z.infer<S>> {
    const { query, signal, doing = `POST ${path}` } = options;
    const request = http.request({
      ...{ socketPath: this.socketPath, method: 'POST', path: address(path, query), agent: this.#endless },
      headers: { 'content-type': 'application/x-tar' },
      ...(signal ? { signal } : {}),
    });
    const answered = answerOf(request, doing);
    // An engine that refuses early answers before all is sent; its words count more than the broken pipe.
    const sent = pipeline(body, request).catch(() => {});
    const reply = await answered;
    const text = await textOf(reply);
    await sent;
    return parseReply(schema, text, `POST ${path}`);
  }

  /** Turns a connection into one of raw bytes (exec, attach). */
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
      request.on('upgrade', (_reply, socket: Duplex, head) => resolve({ socket, head: Uint8Array.from(head) }));
      request.on('response', (reply) => {
        textOf(reply).then((text) => reject(errorOfReply(reply.statusCode ?? 0, text, doing)), reject);
      });
      request.on('error', (error) => reject(errorOfSocket(error, doing)));
      request.end(payload);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    this.#endless.destroy();
  }

  async #request(method: Method, path: string, options: CallOptions, agent = this.#agent): Promise<IncomingMessage> {
    const { query, body, signal, doing = `${method} ${path}` } = options;
    const payload = body === undefined ? null : JSON.stringify(body);
    const request = http.request({
      ...{ socketPath: this.socketPath, method, path: address(path, query), agent },
      headers:
        payload === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
      ...(signal ? { signal } : {}),
    });
    request.end(payload ?? undefined);
    return answerOf(request, doing);
  }
}

/** A good answer, or the error that a bad one tells. */
function answerOf(request: http.ClientRequest, doing: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('error', (error) => reject(errorOfSocket(error, doing)));
    request.on('response', (reply) => {
      const status = reply.statusCode ?? 0;
      if (status < 400) resolve(reply);
      else textOf(reply).then((text) => reject(errorOfReply(status, text, doing)), reject);
    });
  });
}

async function textOf(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of reply) chunks.push(chunk);
  } catch (thrown) {
    throw errorOfSocket(thrown, 'Read the engine’s answer');
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses JSON of the engine with a schema. @param what the call, for the message */
export function parseReply<S extends z.ZodType>(schema: S, text: string, what: string): z.infer<S> {
  const parsed = schema.safeParse(parseJson(text, what));
  if (parsed.success) return parsed.data;
  throw malformed(what, z.prettifyError(parsed.error));
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(what, text.slice(0, 500));
  }
}

function malformed(what: string, words: string): GantryError {
  return new GantryError({
    code: 'malformed-reply',
    message: `The engine's answer to ${what} could not be understood.`,
    engineMessage: words,
    hint: 'Its version may be one that Gantry does not know yet. Please report this.',
  });
}

function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return `${prefix}${path}${text === '' ? '' : `?${text}`}`;
}

/** A container's or exec session's place in the API; what stands in a path is encoded. */
export function containerPath(id: string, rest = ''): string {
  return `/containers/${encodeURIComponent(id)}${rest}`;
}
