/** The ends of containers: noted in their records first, then nothing is left of their runs. */
import path from 'node:path';
import { hasEnded } from '../../../shared/container.ts';
import type { ContainerStatus, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { BundleContainers } from './bundle-containers.ts';
import { isThere } from './there.ts';

/** Told of what has happened, when it is in the list. */
export interface LifecycleWatcher {
  started(id: string): void;
  /** It has ended since it was looked at last. */
  ended(id: string): void;
  /** It was frozen, or is frozen no more. */
  frozenOrBack(id: string): void;
}

/** What is made for a container that starts, and taken away when it has ended. */
export interface Surroundings {
  prepare(ctr: RuntimeContainer): Promise<void>;
  clear(ctr: RuntimeContainer): Promise<void>;
}

export class Endings {
  readonly #containers: BundleContainers;
  readonly #surroundings: Surroundings;
  readonly #watcher: LifecycleWatcher;

  constructor(containers: BundleContainers, surroundings: Surroundings, watcher: LifecycleWatcher) {
    this.#containers = containers;
    this.#surroundings = surroundings;
    this.#watcher = watcher;
  }

  /** Something may have ended: notes how, and clears away what it has left. In turn with all else that is done to it. */
  async settle(id: string): Promise<ContainerStatus> {
    const record = this.#containers.recordOf(id);
    const status = await this.#containers.state(id);
    const { runtime, folders } = this.#containers.driverOf(id);
    const isLeft = (await isThere(folders.of(id).run)) || (await isThere(path.join(folders.runtimeRoot, id)));
    if (record === null || !hasEnded(status) || !isLeft) return this.#containers.refresh(id);
    const { startedAt, exitCode, oomKilled } = status;
    // Killed, conmon leaves no exit file, and so no time.
    const finishedAt = status.finishedAt ?? Date.now();
    const isNew = finishedAt !== record.lastRun?.finishedAt;
    if (isNew) {
      const lastRun = { startedAt: startedAt ?? record.createdAt, finishedAt, exitCode, oomKilled };
      await this.#containers.change(id, { lastRun });
    }
    // What is frozen keeps what is known of its run until it is brought back.
    if (!status.checkpointed) {
      const ctr = { id, name: record.name };
      await runtime.deleteContainer(ctr);
      await this.#surroundings.clear(ctr);
    }
    const now = await this.#containers.refresh(id);
    if (isNew) this.#watcher.ended(id);
    return now;
  }
}
