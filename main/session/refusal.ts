/** Why a session could not be started, for the user. */
import { GantryError } from '../../shared/errors.ts';
import type { ContainerStatus, OCIRuntime, RuntimeContainer } from '../runtime/oci-runtime.ts';

interface Refused {
  readonly runtime: Pick<OCIRuntime, 'updateContainerStatus'>;
  readonly container: RuntimeContainer;
}

/**
 * Engines answer in many ways when a container is not in the state for a session; its state says it plainly.
 * @returns the error to be thrown: what was thrown, or what the container's state tells
 */
export async function refusal({ runtime, container }: Refused, thrown: unknown): Promise<unknown> {
  const engineMessage = thrown instanceof GantryError ? thrown.engineMessage : null;
  const status = await runtime.updateContainerStatus(container).catch(() => null);
  if (status === null || status.state === 'running' || status.state === 'unknown') return thrown;
  const { stands, next } = standing(status);
  return new GantryError({
    code: 'wrong-state',
    message: `${container.name} ${stands}.`,
    engineMessage,
    hint: next,
    cause: thrown,
  });
}

function standing({ state, checkpointed }: ContainerStatus): { readonly stands: string; readonly next: string } {
  if (state === 'paused') return { stands: 'is paused', next: 'Unpause the container, then press Enter.' };
  // Started afresh, it would lose what was frozen.
  if (checkpointed) return { stands: 'is frozen', next: 'Restore the container, then press Enter.' };
  return { stands: 'does not run', next: 'Start the container, then press Enter.' };
}
