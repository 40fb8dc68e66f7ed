/**
 * Reads the containers that events have named as they are after those events. Podman 5 tells of some before it has noted
 * them, and its list doesn't wait: a container that has started would stand there as initialized for good.
 */
import type { ContainerState, ContainerSummary } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { answered } from '../../runtime/podman/answered.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';
import { inspectContainer } from '../../runtime/podman/inspect.ts';
import { listContainers } from './list.ts';

/** States that what has happened has ended. It may be in one again by now, which asking once more shows, too. */
const before: ReadonlyMap<string, readonly ContainerState[]> = new Map([
  ['init', ['created']],
  ['start', ['created', 'initialized']],
  ['pause', ['running']],
  ['unpause', ['paused']],
  ['died', ['running', 'paused', 'stopping']],
]);

export class Settled {
  readonly #client: LibpodClient;
  /** What has happened last to containers that have not been read since. */
  readonly #happened = new Map<string, string>();

  constructor(client: LibpodClient) {
    this.#client = client;
  }

  happened(containerId: string, action: string): void {
    if (before.has(action)) this.#happened.set(containerId, action);
  }

  /** @param containerIds these; all there are when left out */
  async read(containerIds: readonly string[] | undefined, signal: AbortSignal): Promise<ContainerSummary[]> {
    const happened = new Map(this.#happened);
    for (const id of containerIds ?? happened.keys()) this.#happened.delete(id);
    const list = () => listContainers(this.#client, containerIds, signal);
    const containers = await list();
    const early = containers.filter(({ id, state }) => before.get(happened.get(id) ?? '')?.includes(state));
    if (early.length === 0) return containers;
    await Promise.all(early.map(({ id }) => this.#wait(id, signal)));
    return list();
  }

  /** Whoever inspects a container waits until what is being done to it is done and noted. */
  async #wait(containerId: string, signal: AbortSignal): Promise<void> {
    try {
      await answered((limited) => inspectContainer(this.#client, containerId, undefined, limited), { signal });
    } catch (thrown) {
      if (!(thrown instanceof GantryError && thrown.code === 'not-found')) throw thrown;
    }
  }
}
