// @ts-check
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import zlib from 'node:zlib';

const { createZstdDecompress } = createRequire(import.meta.url)('./loader/zstd.cjs');

/** @param {Buffer[]} chunks */
async function unpacked(chunks) {
  const out = new PassThrough({ highWaterMark: 2 ** 26 });
  const [bytes] = await Promise.all([buffer(out), pipeline(Readable.from(chunks), createZstdDecompress(), out)]);
  return bytes;
}

/** @param {Buffer} bytes @param {number} size */
function cut(bytes, size) {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

/** Memory as it is: empty pages, text, and what can't be pressed. */
const memory = Buffer.concat([
  Buffer.alloc(3_000_000),
  Buffer.from('a page of text\n'.repeat(90_000)),
  randomBytes(900_000),
]);
const whole = zlib.zstdCompressSync(memory, { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } });

for (const size of [61, 4096, whole.length]) {
  test(`what comes in pieces of ${size} bytes is what was compressed`, async () => {
    const bytes = await unpacked(cut(whole, size));
    const hash = (/** @type {Buffer} */ of) => createHash('sha256').update(of).digest('hex');
    assert.equal(hash(bytes), hash(memory));
  });
}

test('what is cut short, or is none, fails', async () => {
  for (const length of [whole.length - 1, whole.length >> 1, 20, 4]) {
    await assert.rejects(unpacked([whole.subarray(0, length)]), /EOF/);
  }
  await assert.rejects(unpacked([Buffer.alloc(100, 'no zstd')]), /invalid zstd/);
});

test('one that would take much memory is refused, as Node does', async () => {
  const params = { [zlib.constants.ZSTD_c_windowLog]: 28, [zlib.constants.ZSTD_c_enableLongDistanceMatching]: 1 };
  const stream = zlib.createZstdCompress({ params });
  const [wide] = await Promise.all([buffer(stream), pipeline(Readable.from([memory, memory]), stream)]);
  await assert.rejects(unpacked([wide]), /too much memory/);
  await assert.rejects(pipeline(Readable.from([wide]), zlib.createZstdDecompress(), new PassThrough().resume()));
});

test('a quarter of a gigabyte of nothing is unpacked at the pace of who reads it', async () => {
  const compress = zlib.createZstdCompress();
  const block = Buffer.alloc(2 ** 24);
  const [small] = await Promise.all([buffer(compress), pipeline(Readable.from(Array(16).fill(block)), compress)]);
  let most = 0;
  let length = 0;
  const before = process.memoryUsage().rss;
  for await (const bytes of Readable.from([small]).pipe(createZstdDecompress())) {
    length += bytes.length;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  assert.equal(length, 2 ** 28);
  assert.ok(most < 128 * 2 ** 20, `${most} bytes`);
});
