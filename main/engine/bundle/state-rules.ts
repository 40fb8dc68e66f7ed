/** Whether something can be done to a container in the state that it is in. */
import type { ContainerState } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';

interface InState {
  readonly state: ContainerState;
}

const words: Readonly<Record<ContainerState, string>> = {
  created: 'has never run',
  initialized: 'has not been started',
  running: 'runs',
  paused: 'is paused',
  stopping: 'is being stopped',
  stopped: 'has ended',
  exited: 'has ended',
  removing: 'is being removed',
  unknown: 'is in a state that its OCI runtime does not tell',
};

/** @throws GantryError `wrong-state` in any other state */
export function mustBe({ state }: InState, states: readonly ContainerState[], doing: string): void {
  if (states.includes(state)) return;
  throw new GantryError({
    code: 'wrong-state',
    message: `${doing}: it ${words[state]}.`,
    hint: hintFor(state, states),
  });
}

/** @throws GantryError `wrong-state` in this state */
export function mustNotBe({ state }: InState, refused: 'running' | 'paused', doing: string, hint: string): void {
  if (state !== refused) return;
  throw new GantryError({ code: 'wrong-state', message: `${doing}: it ${words[state]}.`, hint });
}

/** @throws GantryError `wrong-state` where nothing runs */
export function mustBeRunning(status: InState, doing: string): void {
  mustBe(status, ['running', 'paused', 'stopping'], doing);
}

function hintFor(state: ContainerState, wanted: readonly ContainerState[]): string {
  if (state === 'paused') return 'Unpause it first.';
  if (wanted.includes('paused') && !wanted.includes('running')) return 'There is nothing to unpause.';
  return wanted.includes('running') ? 'Start it first.' : 'Look at its state once more.';
}
