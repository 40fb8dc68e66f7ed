import { describe, expect, it } from 'vitest';
import { DetachKeys, detachBytes } from './detach-keys.ts';

describe('detach keys', () => {
  it.each([
    [undefined, [16, 17]],
    ['', []],
    ['ctrl-a,d', [1, 100]],
    ['ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_', [0, 27, 28, 29, 30, 31]],
  ])('%s are the bytes %j', (keys, bytes) => {
    expect([...detachBytes(keys)]).toEqual(bytes);
  });

  it.each(['ctrl-', 'ctrl-ä', 'alt-x', 'ab', 'a,,b', 'ctrl-A'])('"%s" are none, and said to be', (keys) => {
    expect(() => detachBytes(keys)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});

/** Types the text in pieces of this size. @returns what was passed on, with a bar where it was left */
async function typed(keys: string, text: string, size: number): Promise<string> {
  let passed = '';
  let left = 0;
  const stream = new DetachKeys(detachBytes(keys), () => {
    left += 1;
  });
  stream.on('data', (bytes: Buffer) => {
    passed += bytes.toString('latin1');
  });
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size));
  await new Promise((resolve) => stream.end(resolve));
  return passed + '|'.repeat(left);
}

describe('typed text', () => {
  it.each([
    ['a,b', 'x', 'x'],
    ['a,b', 'xab', 'x|'],
    ['a,b', 'xabyz', 'x|'],
    ['a,b', 'aab', 'a|'],
    ['a,b', 'axa', 'axa'],
    ['a,a,b', 'aaaab', 'aa|'],
    ['a,b,a,c', 'ababac', 'ab|'],
    ['', 'ab', 'ab'],
  ])('with the keys "%s": "%s" is passed on as "%s", in any pieces', async (keys, text, passed) => {
    for (const size of [1, 2, 3, 100]) expect(await typed(keys, text, size)).toBe(passed);
  });

  it('goes on at once where no key of the sequence is in it, and a held one with the next', async () => {
    const stream = new DetachKeys(detachBytes(), () => {});
    stream.write('ab\x10');
    expect(stream.read().toString()).toBe('ab');
    stream.write('c');
    expect(stream.read().toString()).toBe('\x10c');
  });
});
