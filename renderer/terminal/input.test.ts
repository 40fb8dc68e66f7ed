import { expect, test } from 'vitest';
import { inputWindow } from '../../shared/session.ts';
import { Input } from './input.ts';

/** Input whose sent bytes are kept. */
function kept(most?: number) {
  const sent: Uint8Array[] = [];
  const input = new Input((bytes) => sent.push(bytes), most);
  const length = () => sent.reduce((sum, bytes) => sum + bytes.length, 0);
  return { sent, input, length };
}

test('a large paste is sent no faster than it is taken, whole and in order', () => {
  const { sent, input, length } = kept();
  const paste = Uint8Array.from({ length: 3 * inputWindow + 5 }, (_, index) => index % 251);
  expect(input.put(paste)).toBe(true);
  expect(input.put(Uint8Array.of(7))).toBe(true);
  expect(length()).toBe(inputWindow);
  for (let told = 0; told < length(); told += 1024) {
    input.taken(1024);
    expect(length() - told - 1024).toBeLessThanOrEqual(inputWindow);
  }
  expect(length()).toBe(paste.length + 1);
  const all = new Uint8Array(length());
  let at = 0;
  for (const bytes of sent) {
    all.set(bytes, at);
    at += bytes.length;
  }
  expect(all.subarray(0, -1)).toEqual(paste);
  expect(all.at(-1)).toBe(7);
});

test('what is more than can wait is refused as a whole', () => {
  const { input, length } = kept(1000);
  input.put(new Uint8Array(inputWindow - 100));
  expect(length()).toBe(0);
  expect(input.put(new Uint8Array(1000))).toBe(true);
  expect(length()).toBe(1000);
});

test('what waits for a program that has ended is not given to the next one', () => {
  const { input, length } = kept();
  input.put(new Uint8Array(2 * inputWindow));
  input.drop();
  input.taken(inputWindow);
  expect(length()).toBe(inputWindow);
});
