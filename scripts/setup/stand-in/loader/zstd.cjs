// @ts-check
/** `zlib.createZstdDecompress`, which Node has since 22.15: Podman's own exports are compressed so. */
const { Duplex } = require('node:stream');
const { Decompress } = require('fzstd');

/** Bytes that a stream may look back, which are held in memory. As Node's own. */
const largestWindow = 2 ** 27;
/** Bytes given at a time: each 4 of them may become 128 KiB. */
const step = 1024;
/** Bytes of a dictionary's id, by the header's two bits for it. */
const idSizes = [0, 1, 2, 4];

function createZstdDecompress() {
  return Duplex.from(async function* (/** @type {AsyncIterable<Uint8Array>} */ source) {
    /** @type {Uint8Array[]} */
    const blocks = [];
    const decompress = new Decompress((block) => {
      if (block.length > 0) blocks.push(block);
    });
    let isFirst = true;
    for await (const chunk of source) {
      if (isFirst && windowOf(chunk) > largestWindow) throw new Error('Frame requires too much memory for decoding');
      isFirst = false;
      for (let at = 0; at < chunk.length; at += step) {
        decompress.push(chunk.subarray(at, at + step));
        yield* blocks.splice(0);
      }
    }
    decompress.push(new Uint8Array(0), true);
    yield* blocks.splice(0);
  });
}

/**
 * As the frame's header tells it (RFC 8878, 3.1.1.1): by a power of two and eighths of it, or of a frame that is one segment
 * by its whole size.
 * @param {Uint8Array} frame
 */
function windowOf(frame) {
  const header = new DataView(frame.buffer, frame.byteOffset, Math.min(frame.length, 18));
  if (header.byteLength < 18) return 0;
  const descriptor = header.getUint8(4);
  if ((descriptor & 0x20) === 0) {
    const base = 2 ** (10 + (header.getUint8(5) >> 3));
    return base + (base / 8) * (header.getUint8(5) & 7);
  }
  const at = 5 + (idSizes[descriptor & 3] ?? 0);
  switch (descriptor >> 6) {
    case 0:
      return header.getUint8(at);
    case 1:
      return header.getUint16(at, true) + 256;
    case 2:
      return header.getUint32(at, true);
    default:
      return Number(header.getBigUint64(at, true));
  }
}

module.exports = { createZstdDecompress };
