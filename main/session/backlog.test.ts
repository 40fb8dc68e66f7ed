import { describe, expect, it } from 'vitest';
import { Backlog } from './backlog.ts';
import { Tail } from './tail.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(data);

/** A backlog that has been given a text in pieces of some size. */
function filled(content: string, capacity: number, piece: number): Backlog {
  const backlog = new Backlog(capacity);
  const all = bytes(content);
  for (let at = 0; at < all.length; at += piece) backlog.append(all.subarray(at, at + piece));
  return backlog;
}

describe("a session's backlog", () => {
  it('gives back what was appended, from any position', () => {
    const backlog = filled('0123456789', 100, 3);
    expect(text(backlog.read(0, 100))).toBe('0123456789');
    expect(text(backlog.read(4, 3))).toBe('456');
    expect(backlog.read(10, 100)).toHaveLength(0);
  });

  it.each([1, 3, 7, 16, 50])('keeps the last bytes when it goes round, in pieces of %i', (piece) => {
    const content = Array.from({ length: 100 }, (_, index) => String(index % 10)).join('');
    const backlog = filled(content, 16, piece);
    expect([backlog.start, backlog.end]).toEqual([84, 100]);
    expect(text(backlog.read(84, 100))).toBe(content.slice(84));
  });

  it('grows with its content, up to its capacity', () => {
    const content = 'x'.repeat(300_000);
    const backlog = filled(content, 200_000, 4096);
    expect(backlog.end - backlog.start).toBe(200_000);
    expect(backlog.read(backlog.start, 1_000_000)).toHaveLength(200_000);
  });

  it('copies into a buffer of its own, since what is posted takes its whole buffer along', () => {
    expect(filled('hello', 100, 5).read(1, 2).buffer.byteLength).toBe(2);
  });
});

describe('the replay of a tail', () => {
  const replay = (content: string, capacity: number) => text(new Tail(filled(content, capacity, 5)).replay());

  it('is everything while everything is there', () => {
    expect(replay('no line end', 100)).toBe('no line end');
  });

  it('begins at a line when the front has been cut off', () => {
    expect(replay('first line\nsecond\nthird', 16)).toBe('second\nthird'.slice('second\n'.length - 7));
  });

  it('begins at an escape sequence when there are no lines, but not at the end of one', () => {
    expect(replay('aaaaaaaaaa\x1b\\b\x1b[1mcccc', 12)).toBe('\x1b[1mcccc');
  });

  it('never begins within a character', () => {
    for (let capacity = 4; capacity < 12; capacity++) expect(replay('äöüß€😀€äöü', capacity)).toMatch(/^[€😀äöü]*$/u);
  });
});
