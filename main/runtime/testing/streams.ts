/** Streams that a test holds both ends of. */
import { createHash, type Hash } from 'node:crypto';
import { Duplex, Writable } from 'node:stream';
import { FrameReader } from '../frames.ts';

/** Rests for a moment whenever so many bytes have come. */
class Rests {
  readonly #after: number;
  #since = 0;

  constructor(after: number) {
    this.#after = after;
  }

  took(bytes: number, done: () => void): void {
    this.#since += bytes;
    if (this.#since < this.#after) {
      done();
      return;
    }
    this.#since = 0;
    setTimeout(done, 1);
  }
}

/** Keeps all that is written to it. */
export class Kept extends Writable {
  readonly #chunks: Buffer[] = [];
  readonly #rests: Rests;
  #told: () => void = () => undefined;

  /** @param restAfter so many bytes, it rests for a moment */
  constructor(restAfter = Number.POSITIVE_INFINITY) {
    super();
    this.#rests = new Rests(restAfter);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    this.#told();
    this.#rests.took(chunk.length, done);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get text(): string {
    return this.bytes.toString();
  }

  /** Until this has come. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) {
      await new Promise<void>((resolve) => {
        this.#told = resolve;
      });
    }
    return this.text;
  }
}

/** Counts and hashes what is written to it. */
export class Counted extends Writable {
  readonly hash: Hash = createHash('sha256');
  bytes = 0;
  readonly #rests: Rests;

  /** @param restAfter so many bytes, it rests for a moment */
  constructor(restAfter = Number.POSITIVE_INFINITY) {
    super();
    this.#rests = new Rests(restAfter);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    this.#rests.took(chunk.length, done);
  }
}

/** Takes libpod's frames apart, and hands on what is in them. */
export class Unframed<To extends Writable = Kept> extends Writable {
  readonly kept: To;
  readonly #frames = new FrameReader();

  constructor(kept: To) {
    super();
    this.kept = kept;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const pieces = this.#frames.read(chunk).map(({ bytes }) => Buffer.from(bytes));
    if (this.kept.write(Buffer.concat(pieces))) done();
    else this.kept.once('drain', done);
  }
}

/** A connection as `httpAttach` takes it: what is typed goes to the container, what that says is kept. */
export class Terminal extends Duplex {
  readonly said: Writable;

  constructor(said: Writable) {
    super();
    this.said = said;
    this.once('close', () => said.destroy());
  }

  type(text: string): void {
    this.push(text);
  }

  /** Nothing more is typed. */
  endInput(): void {
    this.push(null);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.said.write(chunk)) done();
    else this.said.once('drain', done);
  }
}
