/** Small things about the rows of a list of which only a part exists. */
import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';

/** The rows in view, and the one that has the keys' focus: a screen reader has to find it. */
export function rangeWith(range: Range, activeIndex: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (activeIndex < 0 || activeIndex >= range.count || indexes.includes(activeIndex)) return indexes;
  return [...indexes, activeIndex].sort((a, b) => a - b);
}

const own = '[data-own-pointer]';

/** The id of the row in which something lies; null: none, or one of its own controls. */
export function rowAt(target: EventTarget): string | null {
  return target instanceof Element && target.closest('button, a') === null ? rowOf(target) : null;
}

/** The same for a menu: a button of the row has none of its own. */
export function rowOf(target: EventTarget): string | null {
  if (!(target instanceof Element) || target.closest(own) !== null) return null;
  return target.closest<HTMLElement>('[data-container]')?.dataset.container ?? null;
}
