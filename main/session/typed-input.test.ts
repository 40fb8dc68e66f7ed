import { Readable } from 'node:stream';
import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TypedInput } from './typed-input.ts';

/** A stream with room for 10 bytes, and how many of the writes are done. */
function typedStream() {
  const typed = new TypedInput();
  const stream = new Readable({ read: typed.wanted, highWaterMark: 10 });
  const state = { done: 0 };
  const write = (text: string) => void typed.write(stream, Buffer.from(text)).then(() => (state.done += 1));
  return { typed, stream, state, write };
}

describe('what is typed', () => {
  it('waits while the program does not read, and loses nothing', async () => {
    const { stream, state, write } = typedStream();
    for (const text of ['12345', '67890', 'abcde']) write(text);
    await settled();
    expect(state.done).toBe(1);
    const chunks: string[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
    await settled();
    expect(state.done).toBe(3);
    expect(chunks.join('')).toBe('1234567890abcde');
  });

  it('waits no longer once nobody reads', async () => {
    const { typed, state, write } = typedStream();
    write('1234567890');
    await settled();
    expect(state.done).toBe(0);
    typed.end();
    write('more');
    await settled();
    expect(state.done).toBe(2);
  });
});
