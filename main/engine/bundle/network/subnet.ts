/** Which addresses the engine's own bridge has. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import { writeAtomically } from '../../../host/atomic-file.ts';
import { readOwn } from './kept-file.ts';

/** IPv4 addresses as numbers of 32 bits. */
export interface Network {
  readonly address: number;
  readonly mask: number;
}

/** 254 containers are as many as one bridge should have. */
const mask = 0xffff_ff00;
/** Podman's and Docker's own begin elsewhere: 10.88, 10.89, 172.17. */
const all: Network = { address: 0x0ab1_0000, mask: 0xffff_0000 };
const count = 256;

const file = z.object({ address: z.int().min(0).max(0xffff_ffff) });

export interface SubnetOptions {
  /** The kernel's table. */
  readonly routes?: string;
  /** Which is tried first, of 256. */
  readonly first?: number;
}

/**
 * Chosen once, and kept from then on. Each folder begins elsewhere: two that choose at the same time, of two users or two
 * tests, hardly choose the same.
 * @param folder where it is written
 * @throws GantryError `conflict` where all are taken, `invalid` where somebody has changed what is kept
 */
export async function chooseSubnet(
  folder: string,
  { routes = '/proc/net/route', first = begin(folder) }: SubnetOptions = {},
): Promise<Network> {
  const at = path.join(folder, 'subnet.json');
  const known = await readOwn(file, at);
  if (known !== null) return { ...known, mask };
  const taken = parseRoutes(await readFile(routes, 'utf8'));
  for (let index = 0; index < count; index += 1) {
    const each = { address: all.address + ((first + index) % count) * 256, mask };
    if (taken.some((other) => overlap(each, other))) continue;
    await writeAtomically(at, JSON.stringify({ address: each.address }));
    return each;
  }
  throw new GantryError({
    code: 'conflict',
    message: 'There are no addresses left for containers.',
    hint: `This machine's own routes take all of ${dotted(all.address)}/16.`,
  });
}

function begin(folder: string): number {
  return createHash('sha256').update(folder).digest().readUInt8();
}

/** Which of the 256 it is: what else there is one of for each goes by it. */
export function numberOf({ address }: Network): number {
  return (address >>> 8) & 0xff;
}

/** The networks that this machine reaches (`/proc/net/route`); the way to all others is none. */
export function parseRoutes(text: string): Network[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([, destination = '', , , , , , itsMask = '']) => {
      const network = { address: reversed(destination), mask: reversed(itsMask) };
      return network.mask === 0 ? [] : [network];
    });
}

/** As the kernel writes them: the bytes of the network's order, read as a number of this machine's. */
function reversed(text: string): number {
  const bytes = /^[0-9A-F]{8}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.alloc(4);
  return bytes.readUInt32LE();
}

function overlap(one: Network, other: Network): boolean {
  const wider = (one.mask & other.mask) >>> 0;
  return (one.address & wider) >>> 0 === (other.address & wider) >>> 0;
}

/** The bridge's own. */
export function gatewayOf({ address }: Network): string {
  return dotted(address + 1);
}

/** The lowest that nobody has; null: there is none. */
export function freeAddress({ address }: Network, taken: ReadonlySet<string>): string | null {
  for (let host = 2; host < 255; host += 1) {
    const each = dotted(address + host);
    if (!taken.has(each)) return each;
  }
  return null;
}

export function cidrOf({ address }: Network): string {
  return `${dotted(address)}/24`;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => (address >>> bits) & 0xff).join('.');
}
