import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it, vi } from 'vitest';
import { copy } from '../runtime/podman/copy.ts';
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

  it('lets its source gather some before it asks for more, in a flood', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const taken: number[] = [];
    const source = new PassThrough();
    const output = new GatedOutput((bytes) => taken.push(bytes.length));
    output.gathers = true;
    const done = copy(
      source,
      new Uint8Array(),
      (bytes) => new Promise((resolve) => output.write(bytes, () => resolve())),
    );
    for (let count = 0; count < 10; count += 1) {
      source.write(new Uint8Array(100));
      await settled();
    }
    expect(taken).toEqual([100]);
    vi.runOnlyPendingTimers();
    await settled();
    expect(taken).toEqual([100, 900]);
    vi.runOnlyPendingTimers();
    source.end();
    await done;
    vi.useRealTimers();
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
