/** The few calls of the C library that Node lacks for a root file system. Each blocks but for the last. */
import { constants } from 'node:os';
import koffi from 'koffi';

const library = koffi.load(null);
const mknod = library.func('int mknod(const char *, unsigned int, uint64_t)');
const lsetxattr = library.func('int lsetxattr(const char *, const char *, const uint8_t *, size_t, int)');
const syncfs = library.func('int syncfs(int)');

const kinds = { fifo: 0o010000, character: 0o020000, block: 0o060000 } as const;
export type NodeKind = keyof typeof kinds;

/** @throws with the system's name of the fault as `code` */
export function makeNode(file: string, kind: NodeKind, mode: number, major: number, minor: number): void {
  must(mknod(file, kinds[kind] | mode, deviceNumber(major, minor)), `mknod ${file}`);
}

/** Sets an extended attribute; a link's own, not its target's. */
export function setAttribute(file: string, name: string, value: Uint8Array): void {
  must(lsetxattr(file, name, value, value.length, 0), `lsetxattr ${file} ${name}`);
}

/** Brings all of the file system to the disk in which the descriptor's file is. Takes as long as the disk does. */
export function syncFileSystem(fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    syncfs.async(fd, (thrown: Error | null, result: number) => {
      if (thrown !== null) reject(thrown);
      else if (result !== 0) reject(new Error('syncfs failed'));
      else resolve();
    });
  });
}

/** As glibc's `makedev`: twelve bits of the one and eight of the other below, the rest above. */
function deviceNumber(major: number, minor: number): bigint {
  const [high, low] = [BigInt(major), BigInt(minor)];
  return ((high & ~0xfffn) << 32n) | ((high & 0xfffn) << 8n) | ((low & ~0xffn) << 12n) | (low & 0xffn);
}

function must(result: number, call: string): void {
  if (result === 0) return;
  const errno = koffi.errno();
  const code = Object.entries(constants.errno).find(([, number]) => number === errno)?.[0] ?? `errno ${errno}`;
  throw Object.assign(new Error(`${code}: ${call}`), { code });
}
