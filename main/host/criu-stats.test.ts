import { describe, expect, it } from 'vitest';
import { readStatsDump, readStatsRestore } from './criu-stats.ts';

/** As CRIU writes it: two magic numbers, a length, and the message. */
function image(message: readonly number[], magics = [0x55105940, 0x57093306]): Uint8Array {
  const bytes = new Uint8Array(12 + message.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magics[0] ?? 0, true);
  view.setUint32(4, magics[1] ?? 0, true);
  view.setUint32(8, message.length, true);
  bytes.set(message, 12);
  return bytes;
}

// Field 1, of 14 bytes: 1 = 300, 2 = 5, 3 = 7, 4 = 9, 5 = 1_000_000, 7 = 35 (as protobuf has them).
const dump = [0x08, 0xac, 0x02, 0x10, 5, 0x18, 7, 0x20, 9, 0x28, 0xc0, 0x84, 0x3d, 0x38, 35];

describe("CRIU's figures", () => {
  it('are read', () => {
    expect(readStatsDump(image([0x0a, dump.length, ...dump]))).toEqual({
      runtimeMicroseconds: null,
      freezingMicroseconds: 300,
      frozenMicroseconds: 5,
      memoryDumpMicroseconds: 7,
      memoryWriteMicroseconds: 9,
      pagesScanned: 1_000_000,
      pagesWritten: 35,
    });
  });

  it('of a restore are read too', () => {
    // Field 2: 1 = 3, 3 = 300, 4 = 9, 5 = 35.
    const message = [0x08, 3, 0x18, 0xac, 0x02, 0x20, 9, 0x28, 35];
    expect(readStatsRestore(image([0x12, message.length, ...message]))).toEqual({
      runtimeMicroseconds: null,
      forkingMicroseconds: 300,
      restoringMicroseconds: 9,
      pagesRestored: 35,
      pagesCompared: 3,
    });
    expect(readStatsRestore(image([0x0a, dump.length, ...dump]))).toBeNull();
  });

  it.each([
    ['of another image', image([0x0a, dump.length, ...dump], [0x55105940, 1])],
    ['of a restore', image([0x12, 2, 0x08, 1])],
    ['cut short', image([0x0a, dump.length + 1, ...dump])],
    ['of a number without an end', image([0x0a, 2, 0x08, 0x80])],
    ['empty', new Uint8Array()],
  ])('are none in bytes %s', (_, bytes) => {
    expect(readStatsDump(bytes)).toBeNull();
  });
});
