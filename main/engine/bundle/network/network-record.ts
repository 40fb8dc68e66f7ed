/** What is kept of each container's network, so that it can be taken away after whatever has happened. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { containerSpec } from '../../../../shared/container.ts';
import { writeAtomically } from '../../../host/atomic-file.ts';
import { sweepPartials } from '../../../host/partial-file.ts';
import { readOwn } from './kept-file.ts';

const networkRecord = z.object({
  name: z.string(),
  /** On the bridge; null: it is on none. */
  address: z.ipv4().nullable(),
  /** Null until it is on the bridge. */
  macAddress: z.string().nullable(),
  /** Each with the host's port that it has. */
  ports: containerSpec.shape.ports,
});
export type NetworkRecord = z.infer<typeof networkRecord>;

/** On no bridge, or all the way on it. */
export function isWhole({ address, macAddress }: NetworkRecord): boolean {
  return address === null || macAddress !== null;
}

export class NetworkRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.join(folder, 'containers');
  }

  /** Null: it has none. @throws GantryError `invalid` where somebody has changed it */
  async read(id: string): Promise<NetworkRecord | null> {
    return readOwn(networkRecord, this.#fileOf(id));
  }

  async write(id: string, record: NetworkRecord): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeAtomically(this.#fileOf(id), JSON.stringify(record));
  }

  async remove(id: string): Promise<void> {
    await rm(this.#fileOf(id), { force: true });
  }

  /** Removes what a killed app has left half-written. */
  async sweep(): Promise<void> {
    await sweepPartials(this.#folder);
  }

  /** Of all other containers than this. */
  async others(id: string): Promise<readonly NetworkRecord[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.flatMap((name) => ((/^(.+)\.json$/.exec(name)?.[1] ?? id) === id ? [] : name.slice(0, -5)));
    const found = await Promise.all(ids.map((each) => this.read(each)));
    return found.flatMap((each) => each ?? []);
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }
}
