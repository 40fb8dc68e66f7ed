/**
 * What is done to containers, and noted: what libpod does around its `OCIRuntime`. One thing at a time to each; whether it
 * can be done in the state that a container is in is judged here.
 */
import path from 'node:path';
import type { CheckpointStatistics, RestoreStatistics } from '../../../shared/checkpoint.ts';
import { type ContainerSummary, hasEnded } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { markFrozen } from '../../runtime/conmon/frozen.ts';
import type { ContainerCheckpointOptions, ContainerStatus, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { BundleContainers } from './bundle-containers.ts';
import { Endings, type LifecycleWatcher, type Surroundings } from './endings.ts';
import { asksToEnd, isToStartAtBoot } from './restart-policy.ts';
import { Restarts } from './restarts.ts';
import { Starts } from './starts.ts';
import { mustBe, mustBeRunning, mustNotBe } from './state-rules.ts';
import { isThere } from './there.ts';
import { Turns } from './turns.ts';

export class Lifecycle {
  readonly #containers: BundleContainers;
  readonly #surroundings: Surroundings;
  readonly #watcher: LifecycleWatcher;
  readonly #turns = new Turns();
  readonly #endings: Endings;
  readonly #restarts: Restarts;
  readonly #starts: Starts;

  constructor(containers: BundleContainers, surroundings: Surroundings, watcher: LifecycleWatcher) {
    this.#containers = containers;
    this.#surroundings = surroundings;
    this.#watcher = watcher;
    const restarts = new Restarts((id) => {
      this.#turns.of(id, () => this.#starts.again(id)).catch((thrown: unknown) => this.#watcher.notStarted(id, thrown));
    });
    const endings = new Endings(containers, surroundings, watcher, restarts);
    this.#starts = new Starts({ containers, surroundings, watcher, endings, restarts });
    this.#endings = endings;
    this.#restarts = restarts;
  }

  /** What runs already stays as it is, as by Podman. */
  start(ctr: RuntimeContainer): Promise<void> {
    return this.#turns.of(ctr.id, () => this.#starts.start(ctr));
  }

  /** @param timeoutSeconds null: the container's own; 0: SIGKILL at once */
  stop(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean): Promise<void> {
    return this.#turns.of(ctr.id, () => this.#stop(ctr, timeoutSeconds, all, 'Stop'));
  }

  restart(ctr: RuntimeContainer, timeoutSeconds: number | null): Promise<void> {
    return this.#turns.of(ctr.id, async () => {
      await this.#stop(ctr, timeoutSeconds, false, 'Restart');
      await this.#starts.start(ctr);
    });
  }

  /**
   * Out of turn: it may be what ends a stop that waits. A signal that asks to end tells it to end, as a stop does: it isn't
   * started again by its restart policy.
   */
  async kill(ctr: RuntimeContainer, signal: number | string, all: boolean): Promise<void> {
    const doing = `Send ${signal} to ${ctr.name}`;
    const { stopSignal } = this.#containers.record(ctr);
    const { runtime, isMissing } = this.#containers.driverOf(ctr.id);
    if (!isMissing) mustBeRunning(await this.#containers.state(ctr.id), doing);
    // Before it is done, so that an app that is killed just then knows of it.
    if (!isMissing && asksToEnd(signal, stopSignal)) await this.#containers.change(ctr.id, { isToldToEnd: true });
    await runtime.killContainer(ctr, signal, all);
  }

  pause(ctr: RuntimeContainer): Promise<void> {
    return this.#change(ctr, async (status) => {
      mustNotBe(status, 'paused', `Pause ${ctr.name}`, 'It is paused already.');
      mustBe(status, ['running'], `Pause ${ctr.name}`);
      await this.#containers.driverOf(ctr.id).runtime.pauseContainer(ctr);
    });
  }

  unpause(ctr: RuntimeContainer): Promise<void> {
    return this.#change(ctr, async (status) => {
      mustBe(status, ['paused'], `Unpause ${ctr.name}`);
      await this.#containers.driverOf(ctr.id).runtime.unpauseContainer(ctr);
    });
  }

  remove(ctr: RuntimeContainer, force: boolean): Promise<void> {
    return this.#turns.of(ctr.id, () => this.#remove(ctr, force));
  }

  /** One that is to go when it has ended. What is frozen stays, and what has been started again meanwhile. */
  removeEnded(id: string): Promise<void> {
    return this.#turns.of(id, async () => {
      const record = this.#containers.recordOf(id);
      if (record === null || !record.spec.autoRemove || record.lastRun === null) return;
      const status = await this.#containers.state(id);
      if (hasEnded(status) && !status.checkpointed) await this.#remove(record, false);
    });
  }

  /** @param rename keeps the new name, where nobody has it */
  rename(ctr: RuntimeContainer, rename: () => Promise<void>): Promise<void> {
    return this.#turns.of(ctr.id, async () => {
      await rename();
      await this.#containers.refresh(ctr.id);
    });
  }

  /** @param write is done before anything else can happen to it */
  checkpoint(
    ctr: RuntimeContainer,
    options: ContainerCheckpointOptions,
    write: () => Promise<void> = async () => {},
  ): Promise<CheckpointStatistics | null> {
    return this.#turns.of(ctr.id, async () => {
      const { runtime } = this.#refusing(ctr);
      const isToGo = this.#containers.record(ctr).spec.autoRemove && !options.keepRunning;
      if (isToGo && !options.targetFile) throw wouldGo(ctr);
      mustBe(await this.#containers.state(ctr.id), ['running'], `Freeze ${ctr.name}`);
      let statistics: CheckpointStatistics | null;
      try {
        if (!options.keepRunning) await this.#containers.change(ctr.id, { isToldToEnd: true });
        statistics = await runtime.checkpointContainer(ctr, { ...options, targetFile: null });
        await write();
      } finally {
        const { state } = await this.#endings.settle(ctr.id);
        if (state === 'running') await this.#containers.change(ctr.id, { isToldToEnd: false });
        this.#watcher.frozenOrBack(ctr.id);
      }
      // Only now: until its archive is written, what is frozen is all that there is of it.
      if (isToGo) await this.#remove(ctr, false);
      return statistics;
    });
  }

  restore(ctr: RuntimeContainer, options: ContainerCheckpointOptions): Promise<RestoreStatistics | null> {
    return this.#turns.of(ctr.id, async () => {
      const { runtime } = this.#refusing(ctr);
      const status = await this.#containers.state(ctr.id);
      mustNotRun(status, `Restore ${ctr.name}`);
      if (!status.checkpointed) throw isNotFrozen(ctr);
      await this.#surroundings.prepare(ctr);
      await this.#clearRestored(ctr, status);
      let statistics: RestoreStatistics | null;
      try {
        const { restoreStatistics } = await runtime.createContainer({ container: ctr }, options);
        statistics = restoreStatistics;
        const lastRun = { startedAt: Date.now(), finishedAt: null, exitCode: null, oomKilled: false };
        await this.#containers.change(ctr.id, { isToldToEnd: false, restored: true, lastRun });
      } finally {
        await this.#containers.refresh(ctr.id);
        this.#watcher.frozenOrBack(ctr.id);
      }
      this.#watcher.started(ctr.id);
      return statistics;
    });
  }

  /** Something may have ended: notes how, and clears away what it has left. */
  settle(id: string): Promise<ContainerStatus> {
    return this.#turns.of(id, () => this.#endings.settle(id));
  }

  /** Starts what is to run since the machine was booted, by its restart policy. */
  async boot(): Promise<void> {
    const toStart = this.#containers.all().filter((summary) => {
      const record = this.#containers.recordOf(summary.id);
      return record !== null && isToStartAtBoot(record, summary);
    });
    await Promise.all(toStart.map((ctr) => this.#turns.of(ctr.id, () => this.#starts.atBoot(ctr))));
  }

  /** When all that was begun is over. What waits to be started again is left to the next start of the app. */
  rest(): Promise<void> {
    this.#restarts.end();
    return this.#turns.rest();
  }

  async #remove(ctr: RuntimeContainer, force: boolean): Promise<void> {
    const { summary } = this.#containers.container(ctr.id);
    const status = await this.#containers.state(ctr.id);
    if (!force) mustNotRun(status, `Remove ${ctr.name}`, 'Stop it first, or remove it by force.');
    this.#restarts.forget(ctr.id);
    this.#containers.show(ctr.id, 'removing');
    try {
      await this.#endFirst(ctr, status);
      await this.#containers.driverOf(ctr.id).runtime.deleteContainer(ctr, { force });
      await this.#surroundings.clear(ctr);
      await this.#containers.remove(ctr.id);
    } catch (thrown) {
      await this.#containers.refresh(ctr.id);
      throw thrown;
    }
    if (summary.checkpointed) this.#watcher.frozenOrBack(ctr.id);
  }

  /** So that its end is known, should the app be killed before it is removed. */
  async #endFirst(ctr: RuntimeContainer, { state }: ContainerStatus): Promise<void> {
    const { runtime, isMissing } = this.#containers.driverOf(ctr.id);
    const runs = state === 'running' || state === 'paused';
    if (!runs || isMissing || this.#containers.recordOf(ctr.id) === null) return;
    await this.#containers.change(ctr.id, { isToldToEnd: true });
    await runtime.stopContainer(ctr, 0, false);
    await this.#endings.settle(ctr.id);
  }

  /** An app that was killed in a restore has left what it brought back, which has ended by now: it stays frozen. */
  async #clearRestored(ctr: RuntimeContainer, { checkpointed }: ContainerStatus): Promise<void> {
    const { runtime, folders } = this.#containers.driverOf(ctr.id);
    if (!checkpointed || !(await isThere(path.join(folders.runtimeRoot, ctr.id)))) return;
    await runtime.deleteContainer(ctr, { force: true });
    await markFrozen({ path: this.#containers.folderOf(ctr.id) });
  }

  async #stop(ctr: RuntimeContainer, timeoutSeconds: number | null, all: boolean, verb: string): Promise<void> {
    const { runtime } = this.#refusing(ctr);
    const status = await this.#endings.settle(ctr.id);
    mustNotBe(status, 'paused', `${verb} ${ctr.name}`, 'Unpause it first.');
    if (status.state !== 'running' && status.state !== 'unknown') return this.#stayEnded(ctr);
    await this.#containers.change(ctr.id, { isToldToEnd: true });
    this.#containers.show(ctr.id, 'stopping');
    try {
      await runtime.stopContainer(ctr, timeoutSeconds, all);
    } finally {
      const { state } = await this.#endings.settle(ctr.id);
      if (state === 'running') await this.#containers.change(ctr.id, { isToldToEnd: false });
    }
  }

  /** One that waits to be started again is told not to. */
  async #stayEnded({ id }: RuntimeContainer): Promise<void> {
    this.#restarts.forget(id);
    if (this.#containers.recordOf(id)?.restartsAt == null) return;
    await this.#containers.change(id, { isToldToEnd: true, restartsAt: null });
    await this.#containers.refresh(id);
  }

  async #change(ctr: RuntimeContainer, work: (status: ContainerStatus) => Promise<void>): Promise<void> {
    return this.#turns.of(ctr.id, async () => {
      this.#refusing(ctr);
      const status = await this.#endings.settle(ctr.id);
      try {
        await work(status);
      } finally {
        await this.#containers.refresh(ctr.id);
      }
    });
  }

  /** @throws GantryError where its record is broken: then it can only be removed */
  #refusing(ctr: RuntimeContainer) {
    this.#containers.record(ctr);
    return this.#containers.driverOf(ctr.id);
  }
}

function mustNotRun(status: Pick<ContainerSummary, 'state'>, doing: string, hint = 'Stop it first.'): void {
  mustNotBe(status, 'running', doing, hint);
  mustNotBe(status, 'paused', doing, hint);
}

function wouldGo({ name }: RuntimeContainer): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `Freeze ${name}: it is removed when it ends, and its checkpoint with it.`,
    hint: 'Write the checkpoint to an archive, or leave the container running.',
  });
}

function isNotFrozen({ name }: RuntimeContainer): GantryError {
  return new GantryError({
    code: 'wrong-state',
    message: `Restore ${name}: it is not frozen.`,
    hint: 'Start it, or restore it from an archive.',
  });
}
