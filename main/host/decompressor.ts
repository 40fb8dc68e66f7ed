/** What a compressed file has to go through to be read. */
import { open } from 'node:fs/promises';
import zlib from 'node:zlib';

const magics = { gzip: [0x1f, 0x8b], zstd: [0x28, 0xb5, 0x2f, 0xfd] };

export type Compression = keyof typeof magics;

/** By what the file begins with; null: it isn't compressed, or in another way. */
export async function compressionOf(file: string): Promise<Compression | null> {
  const handle = await open(file, 'r');
  const begin = Buffer.alloc(4);
  try {
    await handle.read(begin, 0, 4, 0);
  } finally {
    await handle.close();
  }
  const isOf = (magic: readonly number[]): boolean => magic.every((byte, index) => begin[index] === byte);
  if (isOf(magics.gzip)) return 'gzip';
  return isOf(magics.zstd) ? 'zstd' : null;
}

/** @returns null where it isn't compressed */
export async function decompressor(file: string): Promise<NodeJS.ReadWriteStream | null> {
  const compression = await compressionOf(file);
  if (compression === null) return null;
  return compression === 'gzip' ? zlib.createGunzip() : zlib.createZstdDecompress();
}
