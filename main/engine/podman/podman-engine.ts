/** A Podman as an engine: its REST API on a unix socket. */
import type { ContainerAction, ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import type { EngineCapabilities, EngineInfo, EngineSummary } from '../../../shared/engine.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { LogLine, LogQuery } from '../../../shared/logs.ts';
import type { SelinuxReport } from '../../../shared/selinux.ts';
import type { StatsSample } from '../../../shared/stats.ts';
import type { OCIRuntime, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { LibpodClient } from '../../runtime/podman/client.ts';
import type { ResourceLimit } from '../../runtime/podman/create.ts';
import { PodmanRuntime } from '../../runtime/podman/podman-runtime.ts';
import type { ContainersSnapshot, Engine, EngineChange } from '../engine.ts';
import { act } from './act.ts';
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
  readonly #connection: Connection;
  readonly #containers = new Containers();
  readonly #labels: Labels;
  readonly #stats: Stats;
  readonly #refresher: Refresher;
  readonly #listeners = new Set<(change: EngineChange) => void>();
  #summary: EngineSummary;
  #runtime: OCIRuntime | null = null;
  /** Ends the present connection when what it brought can't be trusted. */
  #cut = new AbortController();

  constructor(options: PodmanEngineOptions) {
    this.id = options.id;
    this.#options = options;
    this.#client = new LibpodClient({ socketPath: options.socketPath });
    this.#stats = new Stats(this.#client);
    this.#labels = new Labels({
      ask: (id) => readLabels(this.#client, id),
      found: (labels) => this.#tell({ kind: 'labels', labels }),
    });
    this.#refresher = new Refresher({
      read: (ids) => listContainers(this.#client, ids),
      done: (changed, gone) => this.#patch(changed, gone),
      failed: () => this.#cut.abort(),
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

  act(containerId: string, action: ContainerAction): Promise<void> {
    return act(this.#client, this.runtimeOf(containerId), this.container(containerId), action);
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
    return readLogs(this.#client, this.container(containerId), query, signal);
  }

  watchStats(containerId: string, listener: (sample: StatsSample) => void, signal: AbortSignal) {
    return this.#stats.watch(this.container(containerId).id, listener, signal);
  }

  async checkpointedContainers(): Promise<readonly ContainerDetails[]> {
    // The list doesn't tell; only those that have ended can be frozen in place.
    const ended = this.#containers.all().filter(({ state }) => state === 'exited' || state === 'stopped');
    const details = await Promise.all(ended.map((summary) => readDetails(this.#client, summary).catch(unlessGone)));
    return details.filter((each) => each !== null).filter(({ checkpointed }) => checkpointed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    this.#connection.end();
    this.#stats.stop();
    await this.#client[Symbol.asyncDispose]();
  }

  /** From the first word with the engine to the last. */
  async #live(connected: () => void, ending: AbortSignal): Promise<void> {
    this.#cut = new AbortController();
    const signal = AbortSignal.any([ending, this.#cut.signal]);
    await this.#options.prepare?.(ending);
    await this.#client.ping(signal);
    // Before the list is read, so that nothing is lost between the two.
    const [events, info] = await Promise.all([openEvents(this.#client, signal), readInfo(this.#client, signal)]);
    const containers = await listContainers(this.#client, undefined, signal);
    this.#meet(info, containers);
    connected();
    try {
      for await (const event of events) this.#take(event);
    } finally {
      this.#refresher.clear();
      this.#stats.stop();
    }
  }

  /** A new connection has brought all there is. */
  #meet(libpod: LibpodInfo, containers: readonly ContainerSummary[]): void {
    const info = engineInfo(libpod);
    const version = libpod.host.ociRuntime?.version ?? '';
    this.#runtime = new PodmanRuntime({
      client: this.#client,
      info: { conmon: libpod.host.conmon ?? null, ociRuntime: { ...info.runtime, version } },
      limits: () => this.#options.limits(info.version),
    });
    this.#forget(this.#containers.replace(containers));
    this.#labels.setEnabled(info.selinuxEnabled);
    this.#labels.present(containers.map(({ id }) => id));
    this.#stats.resume();
    this.#summarize({ info, capabilities: capabilitiesOf(info) });
    this.#tell({ kind: 'reset' });
  }

  #take(event: EngineEvent): void {
    if (event.kind === 'other') return;
    if (event.kind === 'unknown') {
      // Whatever it was: a fresh snapshot is always right.
      void this.#readAll();
      return;
    }
    if (irrelevant.has(event.action)) return;
    if (removals.has(event.action)) this.#patch([], [event.id]);
    else this.#refresher.refresh(event.id);
    if (event.action === 'start') this.#stats.started(event.id);
    if (event.action === 'checkpoint' || event.action === 'restore') this.#tell({ kind: 'checkpoints' });
  }

  async #readAll(): Promise<void> {
    try {
      const containers = await listContainers(this.#client);
      this.#forget(this.#containers.replace(containers));
      this.#labels.present(containers.map(({ id }) => id));
      this.#tell({ kind: 'reset' });
    } catch {
      this.#cut.abort();
    }
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
  }

  #summarize(change: { readonly info?: EngineInfo; readonly capabilities?: EngineCapabilities }): void {
    this.#summary = { ...this.#summary, ...change, connection: this.#connection.state };
    this.#tell({ kind: 'summary' });
  }

  #tell(change: EngineChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function unlessGone(thrown: unknown): null {
  if (thrown instanceof GantryError && thrown.code === 'not-found') return null;
  throw thrown;
}
