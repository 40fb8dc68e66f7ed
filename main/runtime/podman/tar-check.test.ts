import { describe, expect, it } from 'vitest';
import { TarCheck } from './tar-check.ts';

/** One empty file, and the tar's end. */
function tar(): Uint8Array {
  const bytes = new Uint8Array(3 * 512);
  bytes.set(new TextEncoder().encode('config.dump'));
  bytes.set(new TextEncoder().encode('ustar'), 257);
  return bytes;
}

function checked(bytes: Uint8Array, size: number): TarCheck {
  const check = new TarCheck();
  for (let at = 0; at < bytes.length; at += size) check.take(bytes.subarray(at, at + size));
  return check;
}

describe('an archive that comes', () => {
  it.each([1, 7, 256, 511, 512, 513, 1024, 4096])('is known as whole in chunks of %i bytes', (size) => {
    expect(checked(tar(), size)).toMatchObject({ isTar: true, isWhole: true, length: 1536 });
  });

  it.each([1535, 1024, 512, 300])('is known as cut short after %i bytes', (length) => {
    for (const size of [1, 100, 4096]) expect(checked(tar().subarray(0, length), size).isWhole).toBe(false);
  });

  it('is told from an error in its place', () => {
    const check = checked(new TextEncoder().encode('{"message":"criu failed"}'), 5);
    expect(check).toMatchObject({ isTar: false, isWhole: false, beginning: '{"message":"criu failed"}' });
  });
});
