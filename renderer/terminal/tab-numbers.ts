/** Which of a container's terminals a tab is: one keeps its number while it is open, whatever closes beside it. */
import { useState } from 'react';
import type { SessionSummary } from '../../shared/session.ts';

type Tab = Pick<SessionSummary, 'id' | 'engineId' | 'containerId'>;

/** @returns by session: 1 for the first of its container; new ones get the least number that is free */
export function numberTabs(before: ReadonlyMap<string, number>, tabs: readonly Tab[]): ReadonlyMap<string, number> {
  const taken = new Map<string, Set<number>>();
  const takenIn = ({ engineId, containerId }: Tab): Set<number> => {
    const key = `${engineId} ${containerId}`;
    const numbers = taken.get(key) ?? new Set();
    taken.set(key, numbers);
    return numbers;
  };
  const numbers = new Map<string, number>();
  const give = (tab: Tab, number: number): void => {
    numbers.set(tab.id, number);
    takenIn(tab).add(number);
  };
  for (const tab of tabs) {
    const known = before.get(tab.id);
    if (known !== undefined) give(tab, known);
  }
  for (const tab of tabs) {
    if (numbers.has(tab.id)) continue;
    let free = 1;
    while (takenIn(tab).has(free)) free += 1;
    give(tab, free);
  }
  return numbers;
}

/** The numbers of the tabs that there are. */
export function useTabNumbers(tabs: readonly Tab[]): ReadonlyMap<string, number> {
  const [known, setKnown] = useState(() => ({ tabs, numbers: numberTabs(new Map(), tabs) }));
  if (known.tabs === tabs) return known.numbers;
  const numbers = numberTabs(known.numbers, tabs);
  setKnown({ tabs, numbers });
  return numbers;
}
