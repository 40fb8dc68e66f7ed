import { beforeEach, describe, expect, test } from 'vitest';
import { Feed } from './feed.ts';

const kilobyte = 1024;

/** Xterm's end: what was written, parsed when the test says so. */
class Parser {
  readonly written: number[] = [];
  #parsed: (() => void)[] = [];
  #bytes: number[] = [];

  write(bytes: Uint8Array, parsed: () => void): void {
    this.written.push(bytes.length);
    this.#bytes.push(...[0, 1023].map((at) => bytes[at] ?? 0));
    this.#parsed.push(parsed);
  }

  parse(): void {
    this.#parsed.shift()?.();
  }

  /** Of each write the first byte, and the one that ends its first kilobyte. */
  get samples(): readonly number[] {
    return this.#bytes;
  }
}

let parser: Parser;
let told: number[];
let feed: Feed;

beforeEach(() => {
  parser = new Parser();
  told = [];
  feed = new Feed(parser, (bytes) => told.push(bytes));
});

const piece = (length: number, value = 1) => new Uint8Array(length).fill(value);

describe('a feed', () => {
  test('hands a chunk over at once while the parser keeps up', () => {
    feed.put(piece(1));
    expect(parser.written).toEqual([1]);
    parser.parse();
    feed.put(piece(2));
    expect(parser.written).toEqual([1, 2]);
    expect(told).toEqual([1]);
  });

  test('makes one block of what has come while the parser was busy, in its order', () => {
    feed.put(piece(kilobyte, 1));
    feed.put(piece(kilobyte, 2));
    feed.put(piece(kilobyte, 3));
    expect(parser.written).toEqual([kilobyte]);
    parser.parse();
    parser.parse();
    expect(parser.written).toEqual([kilobyte, 2 * kilobyte]);
    expect(parser.samples).toEqual([1, 1, 2, 2]);
    expect(told).toEqual([kilobyte, 2 * kilobyte]);
  });

  test('gives the memory of what it has joined back', () => {
    const joined = piece(kilobyte);
    feed.put(piece(1));
    feed.put(joined);
    feed.put(piece(1));
    parser.parse();
    expect(joined.length).toBe(0);
  });

  test('makes larger blocks of a flood for a quick parser, up to a megabyte', () => {
    for (let count = 0; count < 60; count += 1) feed.put(piece(256 * kilobyte));
    for (let count = 0; count < 60; count += 1) parser.parse();
    expect(Math.max(...parser.written)).toBe(kilobyte * kilobyte);
    expect(told.reduce((sum, bytes) => sum + bytes, 0)).toBe(60 * 256 * kilobyte);
  });

  test('takes a chunk that is larger than a block as it is', () => {
    feed.put(piece(1));
    feed.put(piece(3 * kilobyte * kilobyte));
    feed.put(piece(1));
    parser.parse();
    expect(parser.written).toEqual([1, 3 * kilobyte * kilobyte]);
  });

  test('hands all over that waits when something else has to come after it', () => {
    feed.put(piece(1));
    feed.put(piece(2));
    feed.put(piece(3));
    feed.flush();
    expect(parser.written).toEqual([1, 2, 3]);
    for (let count = 0; count < 3; count += 1) parser.parse();
    expect(told).toEqual([1, 2, 3]);
  });

  test('forgets what waits when nobody looks any more', () => {
    feed.put(piece(1));
    feed.put(piece(2));
    feed.drop();
    parser.parse();
    expect(parser.written).toEqual([1]);
  });
});
