/**
 * What is known of an engine's containers, kept as the engine has it: a snapshot, then what its events name. Labels,
 * figures and frozen containers follow the list, so that none of them outlives its container.
 */
import type { ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';
import type { ContainersSnapshot, EngineChange, FrozenContainer } from '../engine.ts';
import { LabelWatch } from '../label-watch.ts';
import { Checkpointed } from './checkpointed.ts';
import { Containers } from './containers.ts';
import { readDetails } from './details.ts';
import type { EngineEvent } from './events.ts';
import { Refresher } from './refresher.ts';
import { Settled } from './settled.ts';
import { Stats } from './stats.ts';
import { Unlisted } from './unlisted.ts';

/** Events after which a container isn't there. */
const removals: ReadonlySet<string> = new Set(['remove', 'destroy']);
/** Events after which it isn't known any more whether a container that has ended is frozen. */
const thawing: ReadonlySet<string> = new Set(['checkpoint', 'restore', 'init', 'start', 'restart']);
/** Events that leave a container's row as it was, and come often. */
const irrelevant: ReadonlySet<string> = new Set([
  'exec',
  'exec_died',
  'exec_create',
  'exec_start',
  'attach',
  'health_status',
]);

/** What of an engine matters for what is asked. */
interface Traits {
  readonly selinuxEnabled: boolean;
  /** It says input where it means output: github.com/containers/podman/issues/16618 */
  readonly swapsNetwork: boolean;
  /** Name of the OCI runtime that its containers have, unless one was made with another. */
  readonly ociRuntime: string;
  /** Its containers live on this machine. */
  readonly isHere: boolean;
}

export class Mirror {
  readonly unlisted: Unlisted;
  readonly stats: Stats;
  readonly #client: LibpodClient;
  readonly #tell: (change: EngineChange) => void;
  readonly #containers = new Containers();
  readonly #checkpointed: Checkpointed;
  readonly #labelWatch: LabelWatch;
  #isHere = true;
  /** Frozen or brought back: told when the list knows it too. */
  readonly #frozenOrBack = new Set<string>();

  constructor(client: LibpodClient, tell: (change: EngineChange) => void) {
    this.#client = client;
    this.#tell = (change) => {
      tell(change);
      this.#labelWatch.look();
    };
    this.#labelWatch = new LabelWatch({
      containers: () => this.#containers.all(),
      labels: () => this.unlisted.labels(),
      tell: (warned) => tell({ kind: 'warned', warned }),
      isHere: () => this.#isHere,
    });
    this.#checkpointed = new Checkpointed((summary) => this.details(summary));
    this.stats = new Stats(client);
    this.unlisted = new Unlisted(client, this.#containers, this.#tell);
  }

  snapshot(): ContainersSnapshot {
    const { revision } = this.#containers;
    const warned = this.#labelWatch.warned();
    return { revision, containers: this.#containers.all(), labels: this.unlisted.labels(), warned };
  }

  /** Null: there is none of this id. */
  get(containerId: string): ContainerSummary | null {
    return this.#containers.get(containerId);
  }

  checkpointed(): Promise<FrozenContainer[]> {
    return this.#checkpointed.among(this.#containers.all());
  }

  /** As it was last known; asks nobody. */
  lastCheckpointed(): FrozenContainer[] {
    return this.#checkpointed.knownAmong(this.#containers.all());
  }

  /** Inspects a container; its row learns of it, too. */
  async details(summary: ContainerSummary): Promise<ContainerDetails> {
    const details = await readDetails(this.#client, summary);
    const { ociRuntime, checkpointed, oomKilled } = details;
    this.unlisted.learn(summary, { ociRuntime, checkpointed, oomKilled });
    return details;
  }

  /** All there are now, from a new connection or because nobody knows what has happened. */
  replace(containers: readonly ContainerSummary[]): void {
    this.#forget(this.#containers.replace(containers));
    this.unlisted.present(containers.map(({ id }) => id));
    this.#tell({ kind: 'reset' });
  }

  /** The engine of a new connection has told what it is. */
  meet({ selinuxEnabled, swapsNetwork, ociRuntime, isHere }: Traits): void {
    this.#isHere = isHere;
    this.unlisted.resume({ hasLabels: selinuxEnabled, ociRuntime });
    this.stats.resume({ swapsNetwork });
  }

  /**
   * Takes a connection's events to their end.
   * @param over aborted when an answer could not be had: then nobody knows any more what is true
   * @param signal aborted by that, and when the connection shall end
   */
  async follow(events: AsyncIterable<EngineEvent>, over: AbortController, signal: AbortSignal): Promise<void> {
    const settled = new Settled(this.#client);
    const refresher = new Refresher(
      {
        read: (ids) => settled.read(ids, signal),
        some: (changed, gone) => {
          this.#patch(changed, gone);
          this.#tellCheckpoints([...changed.map(({ id }) => id), ...gone]);
        },
        all: (containers) => {
          this.replace(containers);
          this.#tellCheckpoints([...this.#frozenOrBack]);
        },
        failed: (thrown) => over.abort(thrown),
      },
      signal,
    );
    for await (const event of events) {
      if (event.kind === 'container') settled.happened(event.id, event.action);
      this.#take(event, refresher);
    }
  }

  /** The connection is over: what is known stays, and nothing more is asked. */
  rest(): void {
    this.stats.stop();
    this.unlisted.stop();
    this.#labelWatch.rest();
  }

  #take(event: EngineEvent, refresher: Refresher): void {
    if (event.kind === 'other') return;
    if (event.kind === 'images') {
      this.#tell({ kind: 'images' });
      return;
    }
    // Whatever it was: a fresh snapshot is always right.
    if (event.kind === 'unknown') {
      refresher.refreshAll();
      return;
    }
    const { id, action } = event;
    if (irrelevant.has(action)) return;
    if (thawing.has(action)) this.#containers.unlearnCheckpointed(id);
    const touchesCheckpoints =
      action === 'checkpoint' || action === 'restore' || this.#containers.get(id)?.checkpointed === true;
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
    if (action === 'start') this.stats.started(id);
  }

  #tellCheckpoints(read: readonly string[]): void {
    const fresh = read.filter((id) => this.#frozenOrBack.delete(id));
    if (fresh.length > 0) this.#tell({ kind: 'checkpoints' });
  }

  #patch(changed: readonly ContainerSummary[], gone: readonly string[]): void {
    const patch = this.#containers.patch(changed, gone);
    if (patch === null) return;
    this.#forget(patch.removed);
    this.unlisted.present(patch.changed.map(({ id }) => id));
    this.#tell(patch);
  }

  #forget(containerIds: readonly string[]): void {
    this.unlisted.forget(containerIds);
    this.stats.forget(containerIds);
    for (const id of containerIds) this.#checkpointed.forget(id);
  }
}
