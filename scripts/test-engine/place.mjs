// @ts-check
/** A test engine's place: a folder and a subnet that no other has. */
import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { rootPrefix } from './remains.mjs';

/**
 * The folder is called after the subnet 10.213.N.0/24, so that one reserves the other.
 * @param {{ first?: number, prefix?: string, interfaces?: ReturnType<typeof networkInterfaces> }} [options]
 *   `first`: where the search begins; process ids spread those that begin at the same time
 * @returns {Promise<{ root: string, octet: number }>}
 */
export async function takePlace({ first = process.pid, prefix = rootPrefix, interfaces = networkInterfaces() } = {}) {
  const used = new Set(
    Object.values(interfaces)
      .flat()
      .map((each) => each?.address.split('.').slice(0, 3).join('.')),
  );
  for (let i = 0; i < 256; i++) {
    const octet = (first + i) % 256;
    if (used.has(`10.213.${octet}`)) continue;
    const root = `${prefix}${octet}`;
    if (await make(root)) return { root, octet };
  }
  throw new Error('Every network 10.213.N.0/24 is in use on this machine.');
}

/** @param {string} folder @returns {Promise<boolean>} whether it was us who made it */
async function make(folder) {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
