/** The mark in a bundle that its container is frozen in place: it has not just been killed, also after a reboot. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Bundle, frozenMark } from './bundle.ts';
import { isWhole, takeForgotten, untilSettled } from './images.ts';

type Place = Pick<Bundle, 'path'>;

/** What the mark says while CRIU is at it. It stays so when we are killed meanwhile, however that then goes on. */
const begun = 'begun';

/** Before it ends: whoever sees it ended has to be able to tell. */
export async function markFreezing(bundle: Place): Promise<void> {
  await writeFile(markOf(bundle), begun);
}

export async function markFrozen(bundle: Place): Promise<void> {
  await writeFile(markOf(bundle), '');
}

export async function unmark(bundle: Place): Promise<void> {
  await rm(markOf(bundle), { force: true });
}

/**
 * Of one that has ended: since when it is frozen, in milliseconds since 1970; null: it isn't. Waits for a CRIU that goes
 * on after whoever called it has been killed.
 */
export async function frozenSince(bundle: Place): Promise<number | null> {
  const said = await readFile(markOf(bundle), 'utf8').catch(() => null);
  if (said === null) return null;
  if (said === begun) {
    await untilSettled(bundle);
    if (!(await isWhole(bundle))) return null;
  }
  return stat(markOf(bundle)).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

/** Finishes a freeze in which we were killed, and CRIU was not: before another, or before it is brought back. */
export async function finishFreeze(bundle: Bundle): Promise<void> {
  await takeForgotten(bundle);
  if ((await readFile(markOf(bundle), 'utf8').catch(() => '')) === begun && (await isWhole(bundle))) {
    await markFrozen(bundle);
  }
}

function markOf(bundle: Place): string {
  return path.join(bundle.path, frozenMark);
}
