/** Which buttons of the toolbar have room, so that the rest goes into its menu. */
import type { CommandId } from './refusal.ts';

/** Pixels: as in tokens.css (--control) and CommandBar.module.css. */
const button = 28;
const betweenGroups = 13;
const more = button + 6;

/** Those that one would miss most come first. */
const keptFirst: readonly CommandId[] = [
  'stop',
  'start',
  'restore',
  'terminal',
  'freeze',
  'remove',
  'restart',
  'pause',
  'unpause',
];

/** @returns pixels that the groups and the menu's button need */
export function widthOf(groups: readonly (readonly CommandId[])[]): number {
  const shown = groups.filter(({ length }) => length > 0);
  const buttons = shown.reduce((sum, { length }) => sum + length * button, 0);
  return buttons + Math.max(0, shown.length - 1) * betweenGroups + more;
}

/** @param width pixels for the groups and the menu's button @returns the groups without those that don't fit */
export function fitting(groups: readonly (readonly CommandId[])[], width: number): readonly (readonly CommandId[])[] {
  const all = groups.flat();
  const ranked = keptFirst.filter((id) => all.includes(id));
  for (let count = ranked.length; count > 0; count -= 1) {
    const kept = ranked.slice(0, count);
    const left = groups.map((group) => group.filter((id) => kept.includes(id)));
    if (widthOf(left) <= width) return left;
  }
  return [];
}
