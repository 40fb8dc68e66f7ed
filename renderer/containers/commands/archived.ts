/** Of which frozen containers there is an archive as well, which outlives what happens to them. */
import { useEffect, useState } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { call } from '../../bridge/index.ts';

type Containers = readonly ContainerSummary[];

/** Those of the frozen ones whose freeze is in an archive too. */
export type Archived = Containers | 'looking' | 'unknown';

/** Whether there is an archive, by container id; null: it could not be found out. */
type Answer = ReadonlyMap<string, boolean> | null;

/** One call tells it of all. */
export function useArchived(engineId: string, frozen: Containers): Archived {
  const [answer, setAnswer] = useState<Answer | 'looking'>('looking');
  const isAsked = frozen.length > 0;
  useEffect(() => {
    if (!isAsked) return;
    let over = false;
    void lookUp(engineId).then((now) => {
      if (!over) setAnswer(now);
    });
    return () => {
      over = true;
    };
  }, [engineId, isAsked]);
  if (answer === 'looking') return answer;
  // An engine that didn't answer has nothing in the list.
  if (answer === null || !frozen.every(({ id }) => answer.has(id))) return 'unknown';
  return frozen.filter(({ id }) => answer.get(id));
}

async function lookUp(engineId: string): Promise<Answer> {
  try {
    const { inPlace } = await call('checkpoints.list', undefined);
    const ours = inPlace.filter((place) => place.engineId === engineId);
    return new Map(ours.map(({ containerId, archiveId }) => [containerId, archiveId !== null]));
  } catch {
    // Nothing is promised of which nobody knows.
    return null;
  }
}

/** Whether one is known to have an archive. */
export function hasArchive(container: ContainerSummary, archived: Archived): boolean {
  return typeof archived !== 'string' && archived.includes(container);
}

/** What is left of freezes in place that are lost: in a sentence that has room in the place that is kept for it. */
export function leftWords({ length }: Containers, archived: Archived): string {
  const isOne = length === 1;
  if (archived === 'looking') return `Looking for ${isOne ? 'an archive of it' : 'archives of them'}…`;
  if (archived === 'unknown')
    return `Whether ${isOne ? 'it has an archive' : 'they have archives'} could not be found out.`;
  const count = archived.length;
  if (count === 0) return `${isOne ? 'It has no archive' : 'They have no archives'}: nothing is left to restore.`;
  const stays = isOne ? 'Its archive stays' : 'Their archives stay';
  if (count === length) return `${stays}, and can still be restored from Checkpoints.`;
  return `${count} of them ${count === 1 ? 'has' : 'have'} an archive, which stays; of the others nothing is left.`;
}
