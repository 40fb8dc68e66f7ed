/** Reads a tar, compressed or not, member by member. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { decompressor } from '../../../../host/decompressor.ts';
import type { Content } from './member.ts';

export interface TarReading {
  /** For each member, one after the other. Its content has to be read or resumed. */
  readonly onMember: (header: Header, content: Content) => Promise<void>;
  /** Called with the bytes that have been read of the file since the last time. */
  readonly onRead?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface TarDigests {
  /** Of the file as it is. */
  readonly file: string;
  /** Of the tar in it: where it isn't compressed, the same. */
  readonly plain: string;
}

/** @returns the digests, as `sha256:…` */
export async function readTar(file: string, { onMember, onRead, signal }: TarReading): Promise<TarDigests> {
  const tar = extract();
  tar.on('entry', (header, content, next) => {
    // What breaks the archive breaks its member too; it is told once, by the pipeline below.
    content.on('error', () => {});
    onMember(header, content).then(
      () => next(),
      (thrown: unknown) => tar.destroy(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
  });
  const [outer, inner] = [new Digest(onRead), new Digest()];
  const plain = (await decompressor(file)) ?? new PassThrough();
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  await pipeline([source, outer, plain, inner, tar], signal === undefined ? {} : { signal });
  return { file: outer.value, plain: inner.value };
}

/** Hands on what comes, and sums it up. */
class Digest extends Transform {
  readonly #hash = createHash('sha256');
  readonly #onRead: (bytes: number) => void;

  constructor(onRead: (bytes: number) => void = () => {}) {
    super();
    this.#onRead = onRead;
  }

  override _transform(chunk: Buffer, _encoding: string, done: (thrown: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    this.#onRead(chunk.length);
    done(null, chunk);
  }

  /** Once all has come. */
  get value(): string {
    return `sha256:${this.#hash.digest('hex')}`;
  }
}
