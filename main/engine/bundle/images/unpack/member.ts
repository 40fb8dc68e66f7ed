/** A member of a tar, as far as a root file system is made of it. */
import type { Header } from 'tar-stream';
import { z } from 'zod';
import { badImage, beyondUs } from '../faults.ts';

/** What is in it: read, or passed over by `resume`. */
export interface Content extends AsyncIterable<unknown> {
  resume(): unknown;
}

/** What a header of the newer kind (pax) says beyond the old one. */
const paxRecords = z
  .record(z.string(), z.string())
  .nullish()
  .transform((records) => new Map(Object.entries(records ?? {})));

/** tar-stream reads names as UTF-8, and puts this in the place of what is none. */
const unreadable = '\ufffd';

/**
 * The names on the way to a member, from the root of its file system; none for the root itself.
 * @throws GantryError `invalid` for one that leads out of it
 */
export function partsOf(name: string): string[] {
  if (name.includes('\0')) throw badImage(`It has a file whose name ${JSON.stringify(name)} is none.`);
  if (name.includes(unreadable)) throw beyondUs(`A file whose name is not in UTF-8 (${JSON.stringify(name)})`);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw badImage(`It has a file that leads out of it: ${JSON.stringify(name)}.`);
  return parts;
}

const attribute = 'security.capability';

/** The capabilities that a program has by itself (`capabilities(7)`), as the extended attribute that holds them; null: none. */
export function capabilityOf({ name, pax }: Header): readonly [name: string, value: Uint8Array] | null {
  const value = paxRecords.parse(pax).get(`SCHILY.xattr.${attribute}`);
  if (value === undefined) return null;
  if (value.includes(unreadable)) throw beyondUs(`The program ${name}, for its capabilities,`);
  return [attribute, Buffer.from(value)];
}

/** GNU tar's own way to leave out zeros; what is in such a member is not what the file holds. */
export function mustBePlain({ name, pax }: Header): void {
  const isSparse = [...paxRecords.parse(pax).keys()].some((key) => key.startsWith('GNU.sparse.'));
  if (isSparse) throw beyondUs(`The file ${name}, which is a sparse one of GNU tar,`);
}
