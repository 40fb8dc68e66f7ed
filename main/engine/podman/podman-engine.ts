/** A Podman as an engine: its REST API on a unix socket. */
import type { ContainerAction, ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import type { EngineCapabilities, EngineInfo, EngineSummary } from '../../../shared/engine.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { LogLine, LogQuery } from '../../../shared/logs.ts';
import type { SelinuxReport } from '../../../shared/selinux.ts';
import type { StatsSample } from '../../../shared/stats.ts';
import { isOlder } from '../../host/doctor/podman.ts';
import type { OCIRuntime, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { LibpodClient } from '../../runtime/podman/client.ts';
import type { ResourceLimit } from '../../runtime/podman/create.ts';
import { PodmanRuntime } from '../../runtime/podman/podman-runtime.ts';
import type { ContainersSnapshot, Engine, EngineChange } from '../engine.ts';
import { act } from './act.ts';
import { Checkpointed } from './checkpointed.ts';
import { Connection } from './connection.ts';
import { Containers } from './containers.ts';
import { readDetails, readImages, readLabels, readProcesses, readSelinux } from './details.ts';
import { type EngineEvent, openEvents } from './events.ts';
import { capabilitiesOf, engineInfo, type LibpodInfo, readInfo } from './info.ts';
import { Labels } from './labels.ts';
import { listContainers } from './list.ts';
import { readLogs } from './logs.ts';
import { Refresher } from './refresher.ts';
import { Stats } from './stats.ts';

export interface PodmanEngineOptions {
  readonly id: string;
  readonly name: string;
  readonly origin: EngineSummary['origin'];
  readonly socketPath: string;
  /** Done before each try to connect: an engine of our own is started by it. */
  readonly prepare?: (signal: AbortSignal) => Promise<void>;
  /** Limits that new containers need on an engine of this version. */
  readonly limits: (version: string) => Promise<readonly ResourceLimit[]>;
}

/** Milliseconds in which an engine that is there at all says so. */
const patience = 10_000;
/** Events after which a container isn't there. */
const removals: ReadonlySet<string> = new Set(['remove', 'destroy']);
/** Events that leave a container's row as it was, and come often. */
const irrelevant: ReadonlySet<string> = new Set([
  'exec',
  'exec_died',
  'exec_create',
  'exec_start',
  'attach',
  'health_status',
]);

export class PodmanEngine implements Engine {
  readonly id: string;
  readonly #options: PodmanEngineOptions;
  readonly #client: LibpodClient;
  /** Its own for what takes long: twenty containers that take ten seconds to stop shall not hold up the list. */
  readonly #acting: LibpodClient;
  readonly #connection: Connection;
  readonly #containers = new Containers();
  readonly #labels: Labels;
  readonly #stats: Stats;
  readonly #checkpointed: Checkpointed;
  readonly #listeners = new Set<(change: EngineChange) => void>();
  #summary: EngineSummary;
  #runtime: OCIRuntime | null = null;
  /** Frozen or brought back: told when the list knows it too. */
  readonly #frozenOrBack = new Set<string>();

  constructor(options: PodmanEngineOptions) {
    this.id = options.id;
    this.#options = options;
    this.#client = new LibpodClient({ socketPath: options.socketPath });
    this.#acting = new LibpodClient({ socketPath: options.socketPath });
    this.#checkpointed = new Checkpointed((summary) => readDetails(this.#client, summary));
    this.#stats = new Stats(this.#client);
    this.#labels = new Labels({
      ask: (id) => readLabels(this.#client, id),
      found: (labels) => this.#tell({ kind: 'labels', labels }),
    });
    this.#connection = new Connection({
      live: (connected, signal) => this.#live(connected, signal),
      changed: () => this.#summarize({}),
    });
    const { id, name, origin, socketPath } = options;
    const address = `unix://${socketPath}`;
    this.#summary = { id, name, origin, address, connection: { state: 'connecting' }, info: null, capabilities: null };
  }

  summary(): EngineSummary {
    return this.#summary;
  }

  start(): void {
    this.#connection.start();
  }

  retry(): void {
    this.#connection.retry();
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  containers(): ContainersSnapshot {
    const { revision } = this.#containers;
    return { revision, containers: this.#containers.all(), labels: this.#labels.known() };
  }

  inView(containerIds: readonly string[]): void {
    this.#labels.first(containerIds);
  }

  container(containerId: string): RuntimeContainer & { readonly summary: ContainerSummary } {
    const summary = this.#containers.get(containerId);
    if (summary !== null) return { id: summary.id, name: summary.name, summary };
    throw new GantryError({
      code: 'not-found',
      message: 'This container is not there any more.',
      hint: 'It was removed, by Gantry or by another program.',
    });
  }

  runtimeOf(containerId: string): OCIRuntime {
    this.container(containerId);
    return this.defaultRuntime();
  }

  defaultRuntime(): OCIRuntime {
    if (this.#runtime !== null) return this.#runtime;
    throw new GantryError({
      code: 'engine-unreachable',
      message: `${this.#options.name} has not answered yet.`,
      hint: 'The Engine page says what is known of it.',
    });
  }

  async act(containerId: string, action: ContainerAction): Promise<void> {
    return act(this.#acting, this.runtimeOf(containerId), this.container(containerId), action);
  }

  async inspect(containerId: string): Promise<ContainerDetails> {
    return readDetails(this.#client, this.container(containerId).summary);
  }

  async processes(containerId: string) {
    return readProcesses(this.#client, this.container(containerId).summary);
  }

  async selinux(containerId: string): Promise<SelinuxReport> {
    const { summary } = this.container(containerId);
    return readSelinux(this.#client, summary, this.#summary.info?.selinuxEnabled ?? false);
  }

  images() {
    return readImages(this.#client);
  }

  logs(containerId: string, query: LogQuery, signal: AbortSignal): AsyncIterable<readonly LogLine[]> {
    const { summary: container } = this.container(containerId);
    const tailIsBroken = isOlder(this.#summary.info?.version ?? '', '4.7.0');
    return readLogs({ client: this.#client, container, tailIsBroken }, query, signal);
  }

  watchStats(containerId: string, listener: (sample: StatsSample) => void, signal: AbortSignal) {
    return this.#stats.watch(this.container(containerId).id, listener, signal);
  }

  async checkpointedContainers(): Promise<readonly ContainerDetails[]> {
    return this.#checkpointed.among(this.#containers.all());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    this.#connection.end();
    this.#stats.stop();
    await this.#client[Symbol.asyncDispose]();
    await this.#acting[Symbol.asyncDispose]();
  }

  /** From the first word with the engine to the last. */
  async #live(connected: () => void, ending: AbortSignal): Promise<void> {
    await this.#options.prepare?.(ending);
    const over = new AbortController();
    const signal = AbortSignal.any([ending, over.signal]);
    try {
      await this.#reach(signal);
      // Before the list is read, so that nothing is lost between the two.
      const events = await openEvents(this.#client, signal);
      const [info, containers] = await Promise.all([
        readInfo(this.#client, signal),
        listContainers(this.#client, undefined, signal),
      ]);
      this.#meet(info, containers);
      connected();
      const refresher = this.#newRefresher(over, signal);
      for await (const event of events) this.#take(event, refresher);
    } catch (thrown) {
      // Ended by ourselves, since an answer could not be had: that is what has failed.
      throw over.signal.aborted ? over.signal.reason : thrown;
    } finally {
      over.abort();
      this.#stats.stop();
    }
  }

  /** One that takes connections but never answers is as good as gone. */
  async #reach(signal: AbortSignal): Promise<void> {
    const late = AbortSignal.timeout(patience);
    try {
      await this.#client.ping(AbortSignal.any([signal, late]));
    } catch (thrown) {
      if (!late.aborted) throw thrown;
      throw new GantryError({
        code: 'engine-unreachable',
        message: 'The engine takes the connection, but does not answer.',
        hint: "It is tried again by itself. If it stays so, restart Podman's service.",
      });
    }
  }

  #newRefresher(over: AbortController, signal: AbortSignal): Refresher {
    return new Refresher(
      {
        read: (ids) => listContainers(this.#client, ids, signal),
        some: (changed, gone) => {
          this.#patch(changed, gone);
          this.#tellCheckpoints([...changed.map(({ id }) => id), ...gone]);
        },
        all: (containers) => {
          this.#replace(containers);
          this.#tellCheckpoints([...this.#frozenOrBack]);
        },
        failed: (thrown) => over.abort(thrown),
      },
      signal,
    );
  }

  /** A new connection has brought all there is. */
  #meet(libpod: LibpodInfo, containers: readonly ContainerSummary[]): void {
    const info = engineInfo(libpod);
    const version = libpod.host.ociRuntime?.version ?? '';
    this.#runtime = new PodmanRuntime({
      client: this.#acting,
      info: { conmon: libpod.host.conmon ?? null, ociRuntime: { ...info.runtime, version } },
      limits: () => this.#options.limits(info.version),
    });
    this.#labels.setEnabled(info.selinuxEnabled);
    this.#stats.resume({ swapsNetwork: isOlder(info.version, '4.4.0') });
    this.#summarize({ info, capabilities: capabilitiesOf(libpod) });
    this.#replace(containers);
  }

  #replace(containers: readonly ContainerSummary[]): void {
    this.#forget(this.#containers.replace(containers));
    this.#labels.present(containers.map(({ id }) => id));
    this.#tell({ kind: 'reset' });
  }

  #take(event: EngineEvent, refresher: Refresher): void {
    if (event.kind === 'other') return;
    // Whatever it was: a fresh snapshot is always right.
    if (event.kind === 'unknown') {
      refresher.refreshAll();
      return;
    }
    const { id, action } = event;
    if (irrelevant.has(action)) return;
    const touchesCheckpoints = action === 'checkpoint' || action === 'restore' || this.#checkpointed.has(id);
    if (removals.has(action)) {
      refresher.removed(id);
      this.#patch([], [id]);
      if (touchesCheckpoints) this.#tell({ kind: 'checkpoints' });
      return;
    }
    if (touchesCheckpoints) {
      this.#checkpointed.forget(id);
      this.#frozenOrBack.add(id);
    }
    refresher.refresh(id);
    if (action === 'start') this.#stats.started(id);
  }

  #tellCheckpoints(read: readonly string[]): void {
    const fresh = read.filter((id) => this.#frozenOrBack.delete(id));
    if (fresh.length > 0) this.#tell({ kind: 'checkpoints' });
  }

  #patch(changed: readonly ContainerSummary[], gone: readonly string[]): void {
    const patch = this.#containers.patch(changed, gone);
    if (patch === null) return;
    this.#forget(patch.removed);
    this.#labels.present(patch.changed.map(({ id }) => id));
    this.#tell(patch);
  }

  #forget(containerIds: readonly string[]): void {
    this.#labels.forget(containerIds);
    this.#stats.forget(containerIds);
    for (const id of containerIds) this.#checkpointed.forget(id);
  }

  #summarize(change: { readonly info?: EngineInfo; readonly capabilities?: EngineCapabilities }): void {
    this.#summary = { ...this.#summary, ...change, connection: this.#connection.state };
    this.#tell({ kind: 'summary' });
  }

  #tell(change: EngineChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
