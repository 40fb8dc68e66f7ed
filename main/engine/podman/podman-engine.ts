/** A Podman as an engine: its REST API on a unix socket. */
import type { ContainerAction, ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import type { EngineInfo, EngineSummary } from '../../../shared/engine.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { ImageAction } from '../../../shared/image.ts';
import type { LogLine, LogQuery } from '../../../shared/logs.ts';
import type { DenialReport, SelinuxReport } from '../../../shared/selinux.ts';
import type { CreationNeeds } from '../../host/creation-needs.ts';
import { isOlder } from '../../host/doctor/podman.mjs';
import { missingRuntime } from '../../runtime/missing.ts';
import type { OCIRuntime, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { answered } from '../../runtime/podman/answered.ts';
import { LibpodClient } from '../../runtime/podman/client.ts';
import { missingRuntimeIn } from '../../runtime/podman/missing-in.ts';
import { PodmanRuntime } from '../../runtime/podman/podman-runtime.ts';
import { act } from '../act.ts';
import { ConnectedEngine } from '../connected-engine.ts';
import { denialsOf } from '../denials.ts';
import type { ContainersSnapshot, Engine, FrozenContainer, StatsWatcher } from '../engine.ts';
import { isHere } from '../here.ts';
import type { ImageImport, Ongoing } from '../image-import.ts';
import { keepCheckpoint, unagreedLoss } from '../keep-checkpoint.ts';
import { addressOf } from '../places.ts';
import { readProcesses, readSelinux } from './details.ts';
import { enginesOwn } from './engines-own.ts';
import { openEvents } from './events.ts';
import { countExecSessions } from './exec-sessions.ts';
import { actOnImage } from './images/act.ts';
import { importImages } from './images/import.ts';
import { pullImage } from './images/pull.ts';
import { inspectImage, readImages } from './images/read.ts';
import { capabilitiesOf, engineInfo, type LibpodInfo, readInfo } from './info.ts';
import { listContainers } from './list.ts';
import { readLogs } from './logs.ts';
import { Mirror } from './mirror.ts';

export interface PodmanEngineOptions {
  readonly id: string;
  readonly name: string;
  readonly origin: EngineSummary['origin'];
  readonly socketPath: string;
  /** What calls it in a shell. */
  readonly command: readonly string[];
  /** Done before each try to connect: an engine of our own is started by it. */
  readonly prepare?: (signal: AbortSignal) => Promise<void>;
  /** What new containers need to be told on an engine that tells this of itself. */
  readonly needs: (info: EngineInfo) => Promise<CreationNeeds>;
}

/** Milliseconds in which an engine that is there at all says so. */
const patience = 10_000;

export class PodmanEngine extends ConnectedEngine implements Engine {
  readonly #options: PodmanEngineOptions;
  readonly #client: LibpodClient;
  readonly #mirror: Mirror;
  #runtime: PodmanRuntime | null = null;
  /** As its first answer told it. */
  #version = '';
  #met: () => void = () => {};
  /** It has told what it is: a moment after the first list. */
  readonly #whenMet = new Promise<void>((resolve) => {
    this.#met = resolve;
  });

  constructor(options: PodmanEngineOptions) {
    const { id, name, origin, socketPath, command } = options;
    super({ id, name, origin, address: addressOf({ socketPath }), command: [...command] });
    this.#options = options;
    this.#client = new LibpodClient({ socketPath });
    this.#mirror = new Mirror(this.#client, (change) => this.tell(change));
  }

  containers(): ContainersSnapshot {
    return this.#mirror.snapshot();
  }

  inView(containerIds: readonly string[]): void {
    this.#mirror.unlisted.inView(containerIds);
  }

  container(containerId: string): RuntimeContainer & { readonly summary: ContainerSummary } {
    const summary = this.#mirror.get(containerId);
    if (summary !== null) return { id: summary.id, name: summary.name, summary };
    throw new GantryError({
      code: 'not-found',
      message: 'This container is not there any more.',
      hint: 'It was removed, by Gantry or by another program.',
    });
  }

  runtimeOf(containerId: string): OCIRuntime {
    const { ociRuntime } = this.container(containerId).summary;
    const runtime = this.#engineRuntime();
    return ociRuntime === null ? runtime : runtime.named(ociRuntime);
  }

  defaultRuntime(): OCIRuntime {
    return this.#engineRuntime();
  }

  #engineRuntime(): PodmanRuntime {
    if (this.#runtime !== null) return this.#runtime;
    throw new GantryError({
      code: 'engine-unreachable',
      message: `${this.#options.name} has not answered yet.`,
      hint: 'The Engine page says what is known of it.',
    });
  }

  async act(containerId: string, action: ContainerAction): Promise<void> {
    const ctr = this.container(containerId);
    const loss = unagreedLoss(action);
    if (loss !== null)
      await keepCheckpoint(ctr.summary, loss, (summary) => this.#mirror.unlisted.isCheckpointed(summary));
    try {
      await act(enginesOwn(this.#client), this.runtimeOf(containerId), ctr, action);
    } catch (thrown) {
      const gone = missingRuntimeIn(thrown);
      if (gone === null) throw thrown;
      // Only now the engine has told: what it is asked next is refused by name, but for the removal.
      this.#mirror.unlisted.learn(ctr.summary, { ociRuntime: gone.name });
      const remove = this.#engineRuntime().deleteContainer.bind(this.#engineRuntime());
      const missing = missingRuntime(gone.name, remove, { words: gone.words });
      await act(enginesOwn(this.#client), missing, ctr, action);
    }
  }

  async inspect(containerId: string): Promise<ContainerDetails> {
    return this.#mirror.details(this.container(containerId).summary);
  }

  async processes(containerId: string) {
    return readProcesses(this.#client, this.container(containerId).summary);
  }

  openExecSessions(containerId: string): Promise<number> {
    return countExecSessions(this.#client, this.container(containerId).id);
  }

  async selinux(containerId: string): Promise<SelinuxReport> {
    const { summary } = this.container(containerId);
    await this.#whenMet;
    return readSelinux(this.#client, summary, this.summary().info?.selinuxEnabled ?? false);
  }

  async denials(containerId: string): Promise<DenialReport> {
    const report = await this.selinux(containerId);
    const { createdAt } = this.container(containerId).summary;
    return denialsOf(report, { isHere: this.summary().machine === null, since: createdAt });
  }

  images() {
    return readImages(this.#client);
  }

  image(imageId: string) {
    return inspectImage(this.#client, imageId);
  }

  importImages(wish: ImageImport) {
    return importImages(this.#client, wish);
  }

  pullImage(reference: string, ongoing: Ongoing) {
    return pullImage(this.#client, reference, ongoing);
  }

  async actOnImage(imageId: string, action: ImageAction): Promise<void> {
    await actOnImage(this.#client, imageId, action, (containerId) =>
      this.act(containerId, { do: 'remove', force: true, volumes: false }),
    );
  }

  logs(containerId: string, query: LogQuery, signal: AbortSignal, cut = () => {}): AsyncIterable<readonly LogLine[]> {
    const { summary: container } = this.container(containerId);
    const tailIsBroken = isOlder(this.#version, '4.7.0');
    return readLogs({ client: this.#client, container, tailIsBroken, cut }, query, signal);
  }

  watchStats(containerId: string, watcher: StatsWatcher, signal: AbortSignal) {
    return this.#mirror.stats.watch(this.container(containerId).id, watcher, signal);
  }

  async checkpointedContainers(): Promise<readonly FrozenContainer[]> {
    const isConnected = this.summary().connection.state === 'connected';
    return isConnected ? this.#mirror.checkpointed() : this.#mirror.lastCheckpointed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
    this.#mirror.rest();
    await this.#client[Symbol.asyncDispose]();
  }

  /** From the first word with the engine to the last. */
  protected override async live(connected: () => void, ending: AbortSignal): Promise<void> {
    await this.#options.prepare?.(ending);
    const over = new AbortController();
    const signal = AbortSignal.any([ending, over.signal]);
    try {
      const { version } = await answered((limited) => this.#client.ping(limited), { signal, limit: patience });
      this.#version = version;
      // Before the list is read, so that nothing is lost between the two.
      const events = await openEvents(this.#client, signal);
      // What it is made of takes Podman a dozen programs to find out, and twenty times as long: the list is there before.
      this.#mirror.replace(await listContainers(this.#client, undefined, signal));
      this.#meet(await readInfo(this.#client, signal));
      connected();
      await this.#mirror.follow(events, over, signal);
    } catch (thrown) {
      // Ended by ourselves, since an answer could not be had: that is what has failed.
      throw over.signal.aborted ? over.signal.reason : thrown;
    } finally {
      over.abort();
      this.#mirror.rest();
    }
  }

  /** It has told what it is. */
  #meet(libpod: LibpodInfo): void {
    const info = engineInfo(libpod);
    const { conmon, ociRuntime } = libpod.host;
    const { version = '', package: owner = '' } = ociRuntime ?? {};
    this.#runtime = new PodmanRuntime({
      client: this.#client,
      info: {
        conmon: conmon ? { name: 'conmon', ...conmon } : null,
        ociRuntime: { ...info.runtime, version, package: owner },
      },
      needs: () => this.#options.needs(info),
    });
    const machine = isHere(info, this.#options.origin) ? null : info.hostname || null;
    this.summarize({ info, machine, capabilities: capabilitiesOf(libpod) });
    const { selinuxEnabled } = info;
    const swapsNetwork = isOlder(info.version, '4.4.0');
    this.#mirror.meet({ selinuxEnabled, swapsNetwork, ociRuntime: info.runtime.name, isHere: machine === null });
    this.#met();
  }
}
