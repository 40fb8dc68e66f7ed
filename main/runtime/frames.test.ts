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
    const contents: Record<number, string> = {};
    const decoders = [0, 1, 2].map(() => new TextDecoder());
    for (let at = 0; at < all.length; at += size) {
      for (const { stream, bytes } of reader.read(all.subarray(at, at + size))) {
        contents[stream] = (contents[stream] ?? '') + decoders[stream]?.decode(bytes, { stream: true });
      }
    }
    expect(contents).toEqual({ 1: 'out 1 äout 2', 2: 'err' });
  });
});
