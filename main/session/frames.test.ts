import { describe, expect, it } from 'vitest';
import { FrameReader } from './frames.ts';

function frame(stream: number, content: string): Uint8Array {
  const body = new TextEncoder().encode(content);
  const framed = new Uint8Array(8 + body.length);
  framed[0] = stream;
  new DataView(framed.buffer).setUint32(4, body.length);
  framed.set(body, 8);
  return framed;
}

const all = Buffer.concat([frame(1, 'out 1 ä'), frame(2, 'err'), frame(1, ''), frame(1, 'out 2')]);

describe('the frames of a container without a terminal', () => {
  it.each(Array.from({ length: all.length }, (_, index) => index + 1))('are read in chunks of %i bytes', (size) => {
    const reader = new FrameReader();
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < all.length; at += size) pieces.push(...reader.read(all.subarray(at, at + size)));
    expect(Buffer.concat(pieces).toString()).toBe('out 1 äerrout 2');
  });
});
