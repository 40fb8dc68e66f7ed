/**
 * Which ends were freezes when this was last known. The engine's list doesn't tell that of a container, so that the rows
 * of a window that has just opened would say `exited` first and change a moment later.
 */
import { z } from 'zod/mini';
import { type ContainerSummary, hasEnded } from '../../shared/container.ts';

const key = 'containers.frozen';
const shape = z.record(z.string(), z.string());
/** Of those that were removed while no window was open nobody tells. */
const most = 500;

let text: string | null = null;
/** The end of each container that was a freeze, by container id; those told last at the end. */
let ends: ReadonlyMap<string, string> = new Map();
/** It was looked up in this turn: a sort asks thousands of times. */
let isFresh = false;

function remembered(): ReadonlyMap<string, string> {
  if (isFresh) return ends;
  isFresh = true;
  queueMicrotask(() => {
    isFresh = false;
  });
  const now = localStorage.getItem(key);
  if (now !== text) {
    text = now;
    ends = parse(now);
  }
  return ends;
}

function parse(stored: string | null): ReadonlyMap<string, string> {
  if (stored === null) return new Map();
  try {
    return new Map(Object.entries(shape.parse(JSON.parse(stored))));
  } catch {
    // Written by another version, or broken: then nothing is known, as at the first start.
    return new Map();
  }
}

type Ended = Pick<ContainerSummary, 'id' | 'state' | 'startedAt' | 'exitedAt'>;

const endOf = ({ startedAt, exitedAt }: Ended): string => `${startedAt} ${exitedAt}`;

/** Whether the end of a container, of which it isn't known now, was known to be a freeze. */
export function wasFrozen(container: Ended): boolean {
  return hasEnded(container) && remembered().get(container.id) === endOf(container);
}

/** Takes what is known now of these, and forgets those that are gone. */
export function rememberFrozen(now: readonly ContainerSummary[], gone: readonly string[]): void {
  // What runs, as most that changes does, has another end than the one that is remembered, if it ever has one.
  const told = now.filter((container) => container.checkpointed !== null && hasEnded(container));
  if (told.length === 0 && gone.length === 0) return;
  const before = remembered();
  const isNews = (container: ContainerSummary): boolean =>
    before.get(container.id) !== (container.checkpointed === true ? endOf(container) : undefined);
  if (!told.some(isNews) && !gone.some((id) => before.has(id))) return;
  const next = new Map(before);
  // First out of its old place: the last told are kept.
  for (const { id } of told) next.delete(id);
  for (const id of gone) next.delete(id);
  for (const container of told) if (container.checkpointed === true) next.set(container.id, endOf(container));
  const kept = [...next].slice(-most);
  const written = JSON.stringify(Object.fromEntries(kept));
  localStorage.setItem(key, written);
  text = written;
  ends = new Map(kept);
}
