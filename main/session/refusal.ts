/** Why a session could not be started, for the user. */
import { GantryError } from '../../shared/errors.ts';
import type { SessionTarget } from './transport.ts';

/**
 * Engines answer in many ways when a container is not in the state for a session; its state says it plainly.
 * @returns the error to be thrown: what was thrown, or what the container's state tells
 */
export async function refusal({ runtime, container }: SessionTarget, thrown: unknown): Promise<unknown> {
  const engineMessage = thrown instanceof GantryError ? thrown.engineMessage : null;
  const { state } = await runtime.updateContainerStatus(container).catch(() => ({ state: 'unknown' }) as const);
  if (state === 'running' || state === 'unknown') return thrown;
  const isPaused = state === 'paused';
  return new GantryError({
    code: 'wrong-state',
    message: `${container.name} ${isPaused ? 'is paused' : 'does not run'}.`,
    engineMessage,
    hint: isPaused ? 'Unpause the container, then press Enter.' : 'Start the container, then press Enter.',
    cause: thrown,
  });
}
