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

/** Of these the engine has to be asked. */
export function unknownOf(containers: readonly ContainerSummary[]): readonly ContainerSummary[] {
  return containers.filter(({ checkpointed }) => checkpointed === null);
}

/** What the rows tell. */
export function knownFrozen(containers: readonly ContainerSummary[]): Found {
  return { frozen: containers.filter(({ checkpointed }) => checkpointed === true), unsure: [] };
}

/** Never rejects. */
export async function findFrozen(engineId: string, containers: readonly ContainerSummary[]): Promise<Found> {
  const answers = new Map<string, boolean | ErrorData>();
  const asked = [...unknownOf(containers)];
  const worker = async (): Promise<void> => {
    for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
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
