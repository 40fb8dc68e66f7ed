/** Creating containers. */
import type { ContainerSpec } from '../../shared/container.ts';
import type { ErrorData } from '../../shared/errors.ts';
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
 * Creates a container and leads to its row. One that is there but could not be started says so at its row.
 * @throws GantryError where there is no container then
 */
export async function createContainer(engineId: string, spec: ContainerSpec, start: boolean): Promise<Created> {
  const created = await call('containers.create', { engineId, spec, start });
  const { containerId, startError } = created;
  showContainer(containerId);
  if (startError !== null) {
    const retry = (): void => actOnAll(engineId, containersNow(engineId, [containerId]), { do: 'start' });
    fail(containerId, { engineId, name: spec.name ?? '', doing: 'start', error: startError, retry });
  }
  return created;
}

/**
 * A first container in one click, with a terminal in it.
 * @throws GantryError where there is no container then
 */
export async function startSample(engineId: string, image: string): Promise<void> {
  const { containerId, startError } = await createContainer(engineId, { ...plainSpec, image, command: ['sh'] }, true);
  if (startError === null) void openSession(engineId, containerId, 'exec');
}
