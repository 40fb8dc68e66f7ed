/** Creating containers. */
import type { ContainerSpec } from '../../shared/container.ts';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import { call } from '../bridge/index.ts';
import { actOnAll, fail } from './actions.ts';
import { containersNow } from './containers.ts';
import { showContainer } from './navigation.ts';
import { openSession } from './sessions.ts';

export interface Created {
  readonly containerId: string;
  /** It is there, but could not be started; null: it was, or nobody wanted it. */
  readonly startError: ErrorData | null;
  readonly warnings: readonly string[];
}

/** What the dialog begins with. */
export const plainSpec: ContainerSpec = {
  image: '',
  name: null,
  command: [],
  environment: [],
  ports: [],
  volumes: [],
  terminal: true,
  init: false,
  selinux: { disable: false, type: null, level: null },
  autoRemove: false,
  restart: { when: 'no', tries: null },
  network: 'default',
};

/**
 * Creates a container and leads to its row.
 * @throws GantryError where there is no container then
 */
export async function createContainer(engineId: string, spec: ContainerSpec, start: boolean): Promise<Created> {
  const created = await call('containers.create', { engineId, spec, start });
  showContainer(created.containerId);
  return created;
}

/** One that is there but could not be started says so at its row. */
export function tellUnstarted(engineId: string, name: string, { containerId, startError }: Created): void {
  if (startError === null) return;
  const retry = (): void => actOnAll(engineId, containersNow(engineId, [containerId]), { do: 'start' });
  fail(containerId, { engineId, name, doing: 'start', error: startError, retry });
}

/**
 * Takes away a container that was just made and has never run, with the volumes that were made for it alone.
 * @throws GantryError where it is still there then
 */
export async function removeUnstarted(engineId: string, containerId: string): Promise<void> {
  try {
    await call('containers.act', { engineId, containerId, action: { do: 'remove', force: false, volumes: true } });
  } catch (thrown) {
    // It may have been removed elsewhere, or by the engine itself.
    if (toErrorData(thrown).code !== 'not-found') throw thrown;
  }
}

/**
 * A first container in one click, with a terminal in it.
 * @throws GantryError where there is no container then
 */
export async function startSample(engineId: string, image: string): Promise<void> {
  const created = await createContainer(engineId, { ...plainSpec, image, command: ['sh'] }, true);
  tellUnstarted(engineId, '', created);
  if (created.startError === null) void openSession(engineId, created.containerId, 'exec');
}
