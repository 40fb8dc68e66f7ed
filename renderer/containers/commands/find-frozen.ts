/** Which of several containers are frozen in place, asked of the engine where the rows don't tell yet. */
import type { ContainerSummary } from '../../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../../shared/errors.ts';
import { call } from '../../bridge/index.ts';

/** A container of which nobody could find out, and why. */
export interface Unsure {
  readonly container: ContainerSummary;
  readonly error: ErrorData;
}

export interface Found {
  readonly frozen: readonly ContainerSummary[];
  readonly unsure: readonly Unsure[];
}

/** How many are asked about at a time: there may be hundreds. */
const atOnce = 8;

/** @returns null: some have to be asked about */
export function knownFrozen(containers: readonly ContainerSummary[]): Found | null {
  if (containers.some(({ checkpointed }) => checkpointed === null)) return null;
  return { frozen: containers.filter(({ checkpointed }) => checkpointed === true), unsure: [] };
}

/** Never rejects. */
export async function findFrozen(engineId: string, containers: readonly ContainerSummary[]): Promise<Found> {
  const answers = new Map<string, boolean | ErrorData>();
  const unknown = containers.filter(({ checkpointed }) => checkpointed === null);
  const worker = async (): Promise<void> => {
    for (let next = unknown.shift(); next !== undefined; next = unknown.shift()) {
      answers.set(next.id, await isFrozen(engineId, next.id));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    frozen: containers.filter(({ id, checkpointed }) => checkpointed ?? answers.get(id) === true),
    unsure: containers.flatMap((container) => {
      const answer = answers.get(container.id);
      return typeof answer === 'object' ? [{ container, error: answer }] : [];
    }),
  };
}

async function isFrozen(engineId: string, containerId: string): Promise<boolean | ErrorData> {
  try {
    return (await call('containers.inspect', { engineId, containerId })).checkpointed;
  } catch (thrown) {
    return toErrorData(thrown);
  }
}
