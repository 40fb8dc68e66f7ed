/**
 * Two MCS categories for each container, so that none can touch another's files. Which are taken is read from the labels
 * that there are, of containers and of processes, and kept nowhere else: they are free again when their container is
 * gone, also after a crash.
 */
import { randomInt } from 'node:crypto';
import { GantryError } from '../../shared/errors.ts';
import { parseContext } from '../../shared/selinux.ts';
import { parseLevelRange } from '../../shared/selinux-level.ts';

/** Different ones, the lower first. */
export type Categories = readonly [number, number];

/** How many policies have (`c0.c1023`), as libselinux's Go binding has it. */
const usualCount = 1024;
/** For the files of containers that aren't confined: no other gets them. */
export const privilegedCategories: Categories = [1022, 1023];

/**
 * Draws a pair that no label has. By chance and not in turn, as another program on this machine (Podman) draws, too.
 * @param labels of all containers and processes of the machine
 * @param draw below a number, evenly; injectable for tests
 * @throws GantryError `conflict` when each of the pairs is taken
 */
export function freeCategories(
  labels: Iterable<string>,
  draw: (below: number) => number = randomInt,
  categoryCount = usualCount,
): Categories {
  const taken = takenPairs(labels);
  const count = (categoryCount * (categoryCount - 1)) / 2;
  const start = draw(count);
  for (let step = 0; step < count; step++) {
    const pair = pairAt((start + step) % count);
    if (!taken.has(pair.join())) return pair;
  }
  throw new GantryError({
    code: 'conflict',
    message: 'All pairs of MCS categories are taken.',
    hint: 'Remove containers that are not needed, or name a level for this one.',
  });
}

function takenPairs(labels: Iterable<string>): ReadonlySet<string> {
  const taken = new Set([privilegedCategories.join()]);
  for (const label of labels) {
    const range = parseLevelRange(parseContext(label)?.level ?? '');
    if (range?.high.categories.length === 2) taken.add(range.high.categories.join());
  }
  return taken;
}

/** The pairs in a row: (0,1), (0,2), (1,2), (0,3), … */
function pairAt(index: number): Categories {
  let higher = Math.floor((1 + Math.sqrt(1 + 8 * index)) / 2);
  // A root is not exact: step to the triangle that the index is in.
  while ((higher * (higher - 1)) / 2 > index) higher -= 1;
  while ((higher * (higher + 1)) / 2 <= index) higher += 1;
  return [index - (higher * (higher - 1)) / 2, higher];
}
