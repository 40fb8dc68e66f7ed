/** The ends of containers: noted in their records first, then nothing is left of their runs. */
import path from 'node:path';
import { hasEnded } from '../../../shared/container.ts';
import { conmonOf } from '../../runtime/conmon/status.ts';
import type { ContainerStatus, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { BundleContainers } from './bundle-containers.ts';
import { logOf } from './bundle-of.ts';
import { sayConmonIsLost } from './lost-conmon.ts';
import type { Restarts } from './restarts.ts';
import { isThere } from './there.ts';

/** Told of what has happened, when it is in the list. */
export interface LifecycleWatcher {
  started(id: string): void;
  /** It has ended since it was looked at last. */
  ended(id: string): void;
  /** Its conmon was killed: nobody hears it any more. Told once of each run. */
  conmonLost(id: string): void;
  /** It was frozen, or is frozen no more. */
  frozenOrBack(id: string): void;
  /** It was to be started by its restart policy, and could not be. */
  notStarted(id: string, why: unknown): void;
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
  readonly #restarts: Restarts;

  constructor(containers: BundleContainers, surroundings: Surroundings, watcher: LifecycleWatcher, restarts: Restarts) {
    this.#containers = containers;
    this.#surroundings = surroundings;
    this.#watcher = watcher;
    this.#restarts = restarts;
  }

  /**
   * Something may have ended: notes how, clears away what it has left, and sees to it that it is started again where its
   * restart policy says so. In turn with all else that is done to it.
   */
  async settle(id: string): Promise<ContainerStatus> {
    const status = await this.#note(id);
    const restartsAt = this.#containers.recordOf(id)?.restartsAt ?? null;
    if (restartsAt !== null && hasEnded(status)) this.#restarts.wait(id, restartsAt);
    return status;
  }

  async #note(id: string): Promise<ContainerStatus> {
    const record = this.#containers.recordOf(id);
    const status = await this.#containers.state(id);
    const { runtime, folders } = this.#containers.driverOf(id);
    const isLeft = (await isThere(folders.of(id).run)) || (await isThere(path.join(folders.runtimeRoot, id)));
    if (isLeft && !status.checkpointed && (await this.#hasLostConmon(id))) await this.#sayLost(id);
    if (record === null || !hasEnded(status) || !isLeft) return this.#containers.refresh(id);
    const { startedAt, exitCode, oomKilled } = status;
    // Killed, conmon leaves no exit file, and so no time.
    const finishedAt = status.finishedAt ?? Date.now();
    const isNew = finishedAt !== record.lastRun?.finishedAt;
    if (isNew) {
      const lastRun = { startedAt: startedAt ?? record.createdAt, finishedAt, exitCode, oomKilled };
      const restartsAt = status.checkpointed ? null : this.#restarts.timeFor(record, lastRun);
      await this.#containers.change(id, { lastRun, restartsAt });
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
  /** One that was killed alone: what it has left tells neither an exit code nor that there never was one to tell. */
  async #hasLostConmon(id: string): Promise<boolean> {
    const own = this.#containers.driverOf(id).folders.of(id);
    if (!(await isThere(own.startedFile)) || (await conmonOf(own)) !== null) return false;
    return !(await isThere(own.exitFile));
  }

  /** Where the container's words are read: it may run on. */
  async #sayLost(id: string): Promise<void> {
    const own = this.#containers.driverOf(id).folders.of(id);
    if (await sayConmonIsLost(logOf(this.#containers.folderOf(id)), own)) this.#watcher.conmonLost(id);
  }
}
