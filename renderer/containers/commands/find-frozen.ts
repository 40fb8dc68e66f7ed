/** Which of several containers are frozen in place, asked of the engine where the rows don't tell yet. */
import type { ContainerSummary } from '../../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../../shared/errors.ts';
import { call } from '../../bridge/index.ts';
import { plainText } from '../../ui/index.ts';

/** A container of which nobody could find out, and why. */
export interface Unsure {
  readonly container: ContainerSummary;
  readonly error: ErrorData;
}

export interface Found {
  readonly frozen: readonly ContainerSummary[];
  /** Those of the frozen ones whose freeze is in an archive as well, which stays. */
  readonly archived: readonly ContainerSummary[];
  readonly unsure: readonly Unsure[];
}

/** How many are asked about at a time: there may be hundreds. */
const atOnce = 8;

/** @returns null: some have to be asked about: whether they are frozen, or whether there is an archive of it */
export function knownFrozen(containers: readonly ContainerSummary[]): Found | null {
  return containers.every(({ checkpointed }) => checkpointed === false)
    ? { frozen: [], archived: [], unsure: [] }
    : null;
}

/** Never rejects. */
export async function findFrozen(engineId: string, containers: readonly ContainerSummary[]): Promise<Found> {
  const answers = new Map<string, boolean | ErrorData>();
  const archived = new Set<string>();
  const asked = containers.filter(({ checkpointed }) => checkpointed !== false);
  const worker = async (): Promise<void> => {
    for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
      const answer = next.checkpointed ?? (await isFrozen(engineId, next.id));
      answers.set(next.id, answer);
      if (answer === true && (await isArchived(engineId, next.id))) archived.add(next.id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    frozen: containers.filter(({ id }) => answers.get(id) === true),
    archived: containers.filter(({ id }) => archived.has(id)),
    unsure: containers.flatMap((container) => {
      const answer = answers.get(container.id);
      return typeof answer === 'object' ? [{ container, error: answer }] : [];
    }),
  };
}

/** Such as `Its archive stays`, or `The archives of web, db stay` where not all have one. */
export function staysWords({ frozen, archived }: Pick<Found, 'frozen' | 'archived'>): string {
  if (frozen.length === 1) return 'Its archive stays';
  if (archived.length === frozen.length) return 'Their archives stay';
  const names = archived.map(({ name }) => plainText(name)).join(', ');
  return archived.length === 1 ? `The archive of ${names} stays` : `The archives of ${names} stay`;
}

async function isFrozen(engineId: string, containerId: string): Promise<boolean | ErrorData> {
  try {
    return (await call('containers.inspect', { engineId, containerId })).checkpointed;
  } catch (thrown) {
    return toErrorData(thrown);
  }
}

async function isArchived(engineId: string, containerId: string): Promise<boolean> {
  try {
    return (await call('checkpoints.inPlace', { engineId, containerId })).archiveId !== null;
  } catch {
    // Nothing is promised of which nobody knows: it is asked about as one that has no archive.
    return false;
  }
}
