/** Starting containers from the beginning: because somebody wants it, or because their restart policies do. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { toErrorData } from '../../../shared/errors.ts';
import { checkpointFolder, preCheckpointFolder } from '../../runtime/conmon/bundle.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { BundleContainers } from './bundle-containers.ts';
import type { Endings, LifecycleWatcher, Surroundings } from './endings.ts';
import type { Restarts } from './restarts.ts';
import { startError } from './start-error.ts';
import { mustBe } from './state-rules.ts';
import { isThere } from './there.ts';

export interface StartsOptions {
  readonly containers: BundleContainers;
  readonly surroundings: Surroundings;
  readonly watcher: LifecycleWatcher;
  readonly endings: Endings;
  readonly restarts: Restarts;
}

/** All of it in turn with what else is done to a container. */
export class Starts {
  readonly #containers: BundleContainers;
  readonly #surroundings: Surroundings;
  readonly #watcher: LifecycleWatcher;
  readonly #endings: Endings;
  readonly #restarts: Restarts;

  constructor({ containers, surroundings, watcher, endings, restarts }: StartsOptions) {
    this.#containers = containers;
    this.#surroundings = surroundings;
    this.#watcher = watcher;
    this.#endings = endings;
    this.#restarts = restarts;
  }

  /** What runs already stays as it is, as by Podman. Its restarts are counted anew. */
  async start(ctr: RuntimeContainer): Promise<void> {
    this.#restarts.forget(ctr.id);
    const { isToldToEnd, restartsAt } = this.#containers.record(ctr);
    if (isToldToEnd || restartsAt !== null) {
      const { state } = await this.#endings.settle(ctr.id);
      mustBe({ state }, ['created', 'exited', 'running'], `Start ${ctr.name}`);
      this.#restarts.forget(ctr.id);
      await this.#containers.change(ctr.id, { isToldToEnd: false, restartsAt: null });
    }
    await this.#start(ctr, 0);
  }

  /** The machine was booted, and its restart policy wants it to run. */
  async atBoot(ctr: RuntimeContainer): Promise<void> {
    await this.#unasked(ctr, () => this.start(ctr));
  }

  /** The pause before it is over, in which somebody may have called it off. */
  async again(id: string): Promise<void> {
    const record = this.#containers.recordOf(id);
    if (record === null || record.restartsAt === null) return;
    if (record.restartsAt > Date.now()) this.#restarts.wait(id, record.restartsAt);
    else await this.#unasked(record, () => this.#start(record, record.restartCount + 1));
  }

  /** Nobody hears how it goes, so it is noted. It isn't tried again, as by Podman. */
  async #unasked(ctr: RuntimeContainer, start: () => Promise<void>): Promise<void> {
    try {
      await start();
    } catch (thrown) {
      const { message, engineMessage } = toErrorData(thrown);
      const restartFault = [message, engineMessage].filter(Boolean).join(' ');
      await this.#containers.change(ctr.id, { restartsAt: null, restartFault });
      await this.#containers.refresh(ctr.id);
      this.#watcher.notStarted(ctr.id, thrown);
    }
  }

  async #start(ctr: RuntimeContainer, restartCount: number): Promise<void> {
    this.#containers.record(ctr);
    const { runtime } = this.#containers.driverOf(ctr.id);
    const { state, checkpointed } = await this.#endings.settle(ctr.id);
    if (state === 'running') return;
    mustBe({ state }, ['created', 'exited'], `Start ${ctr.name}`);
    await this.#surroundings.prepare(ctr);
    try {
      if (checkpointed) await this.#thaw(ctr);
      else if (await this.#hasRemains(ctr.id)) await runtime.deleteContainer(ctr, { force: true });
      await runtime.createContainer({ container: ctr });
      await runtime.startContainer(ctr);
    } catch (thrown) {
      await runtime.deleteContainer(ctr, { force: true });
      await this.#surroundings.clear(ctr);
      await this.#containers.refresh(ctr.id);
      throw startError(thrown, ctr.name);
    }
    const lastRun = { startedAt: Date.now(), finishedAt: null, exitCode: null, oomKilled: false };
    const restarts = { restartCount, restartsAt: null, restartFault: null };
    await this.#containers.change(ctr.id, { lastRun, restored: false, ...restarts });
    await this.#containers.refresh(ctr.id);
    if (checkpointed) this.#watcher.frozenOrBack(ctr.id);
    this.#watcher.started(ctr.id);
  }

  /** What was made for an app that was killed meanwhile. */
  async #hasRemains(id: string): Promise<boolean> {
    const { folders } = this.#containers.driverOf(id);
    return (await isThere(folders.of(id).run)) || isThere(path.join(folders.runtimeRoot, id));
  }

  /** Who starts it afresh loses its checkpoint. */
  async #thaw(ctr: RuntimeContainer): Promise<void> {
    await this.#containers.driverOf(ctr.id).runtime.deleteContainer(ctr);
    for (const name of [checkpointFolder, preCheckpointFolder]) {
      await rm(path.join(this.#containers.folderOf(ctr.id), name), { recursive: true, force: true });
    }
  }
}
