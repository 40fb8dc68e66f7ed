/**
 * Detach keys, read on our side. The engine's own reading takes a key only where it comes alone in one read
 * (libpod's `CopyDetachable`): whoever types fast, or over a slow line, could not leave.
 */
import { Transform, type TransformCallback } from 'node:stream';
import { GantryError } from '../../shared/errors.ts';

/** libpod's default. */
const standard = 'ctrl-p,ctrl-q';
/** What else goes with ctrl beside the letters, in the order of their bytes, from 27 on. */
const otherControls = '[\\]^_';

/**
 * The bytes of a sequence such as `ctrl-p,ctrl-q` or `ctrl-a,d`; none: no detaching by keyboard. Throws `invalid`.
 * @param keys undefined: libpod's default
 */
export function detachBytes(keys: string = standard): Uint8Array {
  if (keys === '') return new Uint8Array();
  return Uint8Array.from(keys.split(','), (key) => {
    const byte = byteOf(key);
    if (byte !== null) return byte;
    throw new GantryError({
      code: 'invalid',
      message: `"${key}" is no key to detach by.`,
      hint: 'Give single characters, or ctrl- with a letter or one of @ [ \\ ] ^ _, with commas between.',
    });
  });
}

function byteOf(key: string): number | null {
  if (/^[\x20-\x7e]$/.test(key)) return key.charCodeAt(0);
  const held = /^ctrl-(.)$/.exec(key)?.[1];
  if (held === undefined) return null;
  if (/[a-z]/.test(held)) return held.charCodeAt(0) - 96;
  if (held === '@') return 0;
  const at = otherControls.indexOf(held);
  return at < 0 ? null : 27 + at;
}

/** Passes input on until the sequence is in it, across any borders of chunks; the sequence itself is kept back. */
export class DetachKeys extends Transform {
  readonly #keys: Uint8Array;
  readonly #detached: () => void;
  /** So many bytes of the sequence have come. */
  #matched = 0;
  #isOver = false;

  /** @param detached called when all before the sequence has been passed on, and the stream has ended by it */
  constructor(keys: Uint8Array, detached: () => void) {
    super();
    this.#keys = keys;
    this.#detached = detached;
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: TransformCallback): void {
    const passed: number[] = [];
    if (this.#keys.length > 0) {
      for (const byte of chunk) if (!this.#isOver) this.#take(byte, passed);
    }
    const bytes = this.#keys.length === 0 ? chunk : Uint8Array.from(passed);
    const leaves = this.#isOver && this.#matched > 0;
    done(null, bytes.length > 0 ? bytes : undefined);
    if (leaves) this.#leave();
  }

  /** What looked like the sequence and was not is passed on. */
  override _flush(done: TransformCallback): void {
    done(null, this.#matched > 0 ? this.#keys.slice(0, this.#matched) : undefined);
  }

  #take(byte: number, passed: number[]): void {
    if (this.#matched === 0 && byte !== this.#keys[0]) return void passed.push(byte);
    const held = [...this.#keys.subarray(0, this.#matched), byte];
    // The longest end of it with which the sequence may begin is held; the rest is passed on.
    while (!held.every((each, at) => each === this.#keys[at])) passed.push(...held.splice(0, 1));
    this.#matched = held.length;
    this.#isOver = this.#matched === this.#keys.length;
  }

  /** What was passed on is read first. */
  #leave(): void {
    this.#matched = 0;
    this.once('end', this.#detached);
    this.push(null);
  }
}
