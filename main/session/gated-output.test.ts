import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { GatedOutput } from './gated-output.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a gated output', () => {
  it('holds its source while it is closed, and loses nothing', async () => {
    const taken: number[] = [];
    let read = 0;
    const source = new Readable({
      highWaterMark: 10,
      read() {
        read += 1;
        this.push(read > 100_000 ? null : Buffer.alloc(10, read % 256));
      },
    });
    const output = new GatedOutput((bytes) => taken.push(...bytes));
    output.open = false;
    const done = pipeline(source, output);
    await settled();
    await settled();
    expect(taken).toHaveLength(10);
    const readWhileHeld = read;
    await settled();
    expect(read).toBe(readWhileHeld);
    output.open = true;
    await done;
    expect(taken).toHaveLength(1_000_000);
    expect(taken[999_999]).toBe(100_000 % 256);
  });

  it('takes everything and gives nothing once it discards, though it was closed', async () => {
    const taken: Uint8Array[] = [];
    const output = new GatedOutput((bytes) => taken.push(bytes));
    output.open = false;
    const done = pipeline(Readable.from([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]), output);
    await settled();
    output.discard();
    output.open = false;
    await done;
    expect(taken.map(String)).toHaveLength(1);
  });
});
