/** What is known of a frozen container's run. It is out of conmon's way while that is brought back, and put back if it isn't. */
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Bundle } from './bundle.ts';
import type { ContainerFolders } from './folders.ts';

export class EarlierRun {
  readonly #places: readonly string[];

  private constructor(places: readonly string[]) {
    this.#places = places;
  }

  static of(own: ContainerFolders, bundle: Bundle): EarlierRun {
    return new EarlierRun([own.run, own.exitFile, path.join(bundle.path, 'oom')]);
  }

  static async putAside(own: ContainerFolders, bundle: Bundle): Promise<EarlierRun> {
    const run = EarlierRun.of(own, bundle);
    await run.drop();
    for (const place of run.#places) await move(place, aside(place));
    return run;
  }

  async putBack(): Promise<void> {
    for (const place of this.#places) await move(aside(place), place);
  }

  async drop(): Promise<void> {
    for (const place of this.#places) await rm(aside(place), { recursive: true, force: true });
  }
}

/** Beside it: another folder may be on another disk. */
function aside(place: string): string {
  return `${place}.earlier`;
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (thrown) {
    // Nothing is known of it: the machine was started again, or it has no such thing.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
  }
}
