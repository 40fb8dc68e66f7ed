/** The bundle engine: containers that Gantry keeps and runs by itself, with conmon and an OCI runtime, without Podman. */
import type { ContainerAction, ContainerDetails, ContainerSummary, ProcessTable } from '../../../shared/container.ts';
import { GantryError, toErrorData } from '../../../shared/errors.ts';
import type { ImageAction, ImageDetails, ImageSummary } from '../../../shared/image.ts';
import type { LogLine, LogQuery } from '../../../shared/logs.ts';
import type { DenialReport, SelinuxReport } from '../../../shared/selinux.ts';
import { textInRoot } from '../../runtime/conmon/in-root.ts';
import type { OCIRuntime, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { act, type EnginesOwn } from '../act.ts';
import { ConnectedEngine } from '../connected-engine.ts';
import { denialsOf } from '../denials.ts';
import type { ContainersSnapshot, Engine, EngineChange, StatsWatcher } from '../engine.ts';
import type { ImageImport } from '../image-import.ts';
import { keepCheckpoint, unagreedLoss } from '../keep-checkpoint.ts';
import { LabelWatch } from '../label-watch.ts';
import { StatsWatches } from '../stats-watches.ts';
import { forgetBoot, onceSinceBoot } from './boot.ts';
import { logOf } from './bundle-of.ts';
import { clearRunFolder } from './clear-run-folder.ts';
import { ConmonWatch } from './conmon-watch.ts';
import { detailsOf, selinuxOf } from './details.ts';
import { countExecSessions } from './exec-sessions.ts';
import { ExitWatch } from './exit-watch.ts';
import { actOnImage, imageDetails, importImages, listImages } from './images/engine-images.ts';
import { capabilitiesOf, infoOf, noPull } from './info.ts';
import { readLog } from './logs.ts';
import type { Opened, Place } from './opened.ts';
import { processTable } from './processes.ts';
import { statsReader } from './stats.ts';

/** Of a file of users, which a container may have made as large as it likes. */
const mostUserBytes = 1024 * 1024;
const running: ReadonlySet<ContainerSummary['state']> = new Set(['running', 'paused', 'stopping']);

export class BundleEngine extends ConnectedEngine implements Engine {
  readonly #place: Place;
  readonly #stats: StatsWatches;
  readonly #labelWatch = new LabelWatch({
    containers: () => this.#opened?.containers.all() ?? [],
    labels: () => this.#opened?.containers.snapshot().labels ?? [],
    tell: (warned) => this.tell({ kind: 'warned', warned }),
    isHere: () => true,
  });
  #opened: Opened | null = null;
  #watch: ExitWatch | null = null;
  /** What its restart policies start after a boot has started. */
  #booted: Promise<void> = Promise.resolve();
  readonly #conmons = new ConmonWatch({
    folders: (id) => this.#open().containers.driverOf(id).folders.of(id),
    ended: async (id) => void (await this.#open().lifecycle.settle(id)),
    failed: (thrown) => this.#report(thrown),
  });

  constructor(place: Place) {
    super({ id: 'bundle', name: 'Gantry (bundle engine)', origin: 'bundle', address: place.folder, command: [] });
    this.#place = place;
    this.#stats = new StatsWatches(statsReader((id) => this.#open().containers.driverOf(id).folders.of(id).pidFile));
  }

  containers(): ContainersSnapshot {
    const snapshot = this.#opened?.containers.snapshot() ?? { revision: 0, containers: [], labels: [] };
    return { ...snapshot, warned: this.#labelWatch.warned() };
  }

  /** All is known of all rows. */
  inView(): void {}

  container(containerId: string): RuntimeContainer & { readonly summary: ContainerSummary } {
    return this.#open().containers.container(containerId);
  }

  runtimeOf(containerId: string): OCIRuntime {
    this.container(containerId);
    return this.#open().runtimeOf(containerId);
  }

  defaultRuntime(): OCIRuntime {
    return this.#open().usualRuntime();
  }

  async act(containerId: string, action: ContainerAction): Promise<void> {
    const ctr = this.container(containerId);
    const loss = unagreedLoss(action);
    if (loss !== null) {
      const isFrozen = async () => (await this.#open().lifecycle.settle(containerId)).checkpointed;
      await keepCheckpoint(ctr.summary, loss, isFrozen);
    }
    await act(this.#own(), this.runtimeOf(containerId), ctr, action);
  }

  async inspect(containerId: string): Promise<ContainerDetails> {
    return detailsOf(await this.#known(containerId));
  }

  async processes(containerId: string): Promise<ProcessTable> {
    const { summary, status, folder } = await this.#known(containerId);
    if (status.pid === null) {
      throw new GantryError({
        code: 'wrong-state',
        message: `No process runs in ${summary.name}.`,
        hint: 'Start it first.',
      });
    }
    return processTable(status.pid, (await textInRoot(`${folder}/rootfs`, '/etc/passwd', mostUserBytes)) ?? '');
  }

  openExecSessions(containerId: string): Promise<number> {
    const { id, name } = this.container(containerId);
    return countExecSessions({ id, name }, this.#open().containers.driverOf(id).folders.of(id).execs);
  }

  async selinux(containerId: string): Promise<SelinuxReport> {
    return selinuxOf(await this.#known(containerId), this.#open().selinuxEnabled);
  }

  async denials(containerId: string): Promise<DenialReport> {
    const { createdAt } = this.container(containerId).summary;
    return denialsOf(await this.selinux(containerId), { isHere: true, since: createdAt });
  }

  async images(): Promise<readonly ImageSummary[]> {
    return listImages(this.#open().images);
  }

  async image(imageId: string): Promise<ImageDetails> {
    return imageDetails(this.#open().images, imageId);
  }

  async importImages(wish: ImageImport): Promise<readonly string[]> {
    const ids = await importImages(this.#open().images, wish);
    this.tell({ kind: 'images' });
    return ids;
  }

  async pullImage(): Promise<string> {
    throw new GantryError({ code: 'unsupported', message: noPull });
  }

  async actOnImage(imageId: string, action: ImageAction): Promise<void> {
    const { images, containers } = this.#open();
    const users = {
      containers: () => containers.all(),
      removeContainer: (id: string) => this.act(id, { do: 'remove', force: true, volumes: false }),
    };
    try {
      await actOnImage(images, imageId, action, users);
    } finally {
      // Some of it may be done where the rest has failed.
      this.tell({ kind: 'images' });
    }
  }

  logs(containerId: string, query: LogQuery, signal: AbortSignal, cut = () => {}): AsyncIterable<readonly LogLine[]> {
    const { id, name } = this.container(containerId);
    const file = logOf(this.#open().containers.folderOf(id));
    const isOver = (): boolean => !this.#isRunning(id);
    return readLog({ file, name, isOver, onChange: (changed) => this.onChange(changed), cut }, query, signal);
  }

  watchStats(containerId: string, watcher: StatsWatcher, signal: AbortSignal) {
    return this.#stats.watch(this.container(containerId).id, watcher, signal);
  }

  async checkpointedContainers(): Promise<readonly ContainerDetails[]> {
    const frozen = this.containers().containers.filter(({ checkpointed }) => checkpointed === true);
    return Promise.all(frozen.map(({ id }) => this.inspect(id)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
    this.#stats.stop();
    this.#labelWatch.rest();
    this.#watch?.[Symbol.dispose]();
    this.#conmons[Symbol.dispose]();
    await this.#booted;
    await this.#opened?.lifecycle.rest();
    await this.#opened?.records.swept;
    if (this.#opened === null) return;
    if (this.#opened.containers.all().length === 0) await forgetBoot(this.#place.runFolder);
    await clearRunFolder(this.#place.runFolder);
  }

  #open(): Opened {
    if (this.#opened !== null) return this.#opened;
    throw new GantryError({
      code: 'engine-unreachable',
      message: 'The bundle engine is not ready yet.',
      hint: 'The Engine page says what is known of it.',
    });
  }

  #own(): EnginesOwn {
    const { lifecycle, containers, maker } = this.#open();
    return {
      restart: (ctr, timeoutSeconds) => lifecycle.restart(ctr, timeoutSeconds),
      rename: (ctr, name) =>
        maker.named(name, `Rename ${ctr.name}`, () =>
          lifecycle.rename(ctr, async () => void (await containers.change(ctr.id, { name }))),
        ),
    };
  }

  #isRunning(containerId: string): boolean {
    const { containers } = this.containers();
    const state = containers.find(({ id }) => id === containerId)?.state;
    return state !== undefined && running.has(state);
  }

  async #known(containerId: string) {
    const { containers, lifecycle } = this.#open();
    const record = containers.record(containers.container(containerId));
    const status = await lifecycle.settle(containerId);
    const { summary } = containers.container(containerId);
    return {
      summary,
      record: containers.recordOf(containerId) ?? record,
      status,
      folder: containers.folderOf(containerId),
    };
  }

  /** There is nothing that could end by itself: once it is open, it is until the app ends. */
  protected override async live(connected: () => void, signal: AbortSignal): Promise<void> {
    // Only here: it is most of what the engine is made of, and other engines' first lists don't wait for it.
    const { Opened } = await import('./opened.ts');
    const opened = await Opened.open(this.#place, {
      tell: (change) => this.#changed(change),
      watcher: {
        started: (id) => {
          this.#stats.started(id);
          this.#conmons.watch(id);
        },
        ended: (id) => this.#ended(id),
        conmonLost: (id) => this.#conmonLost(id),
        frozenOrBack: () => this.tell({ kind: 'checkpoints' }),
        notStarted: (_id, why) => this.#report(why),
      },
    });
    // Whatever fails, fails before anything is watched: the next attempt opens it anew.
    const info = await infoOf(opened, this.#place.folder);
    this.#opened = opened;
    const exits = opened.drivers.all().map(({ folders }) => folders.exits);
    this.#watch = await ExitWatch.of(exits, (id) => this.#settle(opened, id));
    // Before they were watched, some may have ended.
    for (const { id, state } of opened.containers.all()) {
      this.#settle(opened, id);
      // An app that was killed between its end and its removal has left it.
      this.#ended(id);
      if (running.has(state)) this.#conmons.watch(id);
    }
    this.#booted = onceSinceBoot(this.#place.runFolder, () => opened.lifecycle.boot()).catch((thrown: unknown) =>
      this.#report(thrown),
    );
    this.summarize({ info, capabilities: capabilitiesOf(opened.usualRuntime(), opened.networks.noBridgeBecause()) });
    this.tell({ kind: 'reset' });
    connected();
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }

  #settle({ lifecycle }: Opened, id: string): void {
    lifecycle.settle(id).catch((thrown: unknown) => this.#report(thrown));
  }

  #conmonLost(id: string): void {
    const { name } = this.container(id);
    console.error(`The bundle engine: the conmon of ${name} was killed.`);
  }

  #ended(id: string): void {
    this.#open()
      .lifecycle.removeEnded(id)
      .catch((thrown: unknown) => this.#report(thrown));
  }

  #changed(change: EngineChange): void {
    if (change.kind === 'patch') this.#stats.forget(change.removed);
    this.tell(change);
    this.#labelWatch.look();
  }

  /** Of what nobody waits for. */
  #report(thrown: unknown): void {
    const { message, engineMessage } = toErrorData(thrown);
    console.error(`The bundle engine: ${message} ${engineMessage ?? ''}`);
  }
}
