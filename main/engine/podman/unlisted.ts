/**
 * What the rows show and the engine's list doesn't tell: labels, OCI runtimes, what is frozen in place or was killed for
 * its memory. All stand in every inspection, whatever it was made for; one is made for them in the background only where the label is missing, or
 * where somebody looks at a row that has ended, since only there these are seen.
 */
import type { ContainerSummary } from '../../../shared/container.ts';
import type { ContainerLabels } from '../../../shared/selinux.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';
import type { EngineChange } from '../engine.ts';
import type { Containers } from './containers.ts';
import { readUnlisted } from './details.ts';
import { Inquiry } from './inquiry.ts';
import { Labels } from './labels.ts';

interface Traits {
  /** SELinux is on where the containers live. */
  readonly hasLabels: boolean;
  /** Name of the OCI runtime that its containers have, unless one was made with another. */
  readonly ociRuntime: string;
}

/** Absent: nothing new is known of it. */
interface Told {
  readonly ociRuntime?: string;
  readonly checkpointed?: boolean;
  readonly oomKilled?: boolean;
}

export class Unlisted {
  readonly #client: LibpodClient;
  readonly #containers: Containers;
  readonly #tell: (change: EngineChange) => void;
  readonly #labels: Labels;
  readonly #inquiry: Inquiry;
  #traits: Traits = { hasLabels: false, ociRuntime: '' };

  constructor(client: LibpodClient, containers: Containers, tell: (change: EngineChange) => void) {
    this.#client = client;
    this.#containers = containers;
    this.#tell = tell;
    this.#labels = new Labels((labels) => tell({ kind: 'labels', labels }));
    this.#inquiry = new Inquiry({
      ask: async (id) => {
        const summary = containers.get(id);
        if (summary !== null) await this.#ask(summary);
      },
      isWanted: (id, isInView) => this.#isWanted(id, isInView),
    });
  }

  labels(): readonly ContainerLabels[] {
    return this.#labels.known();
  }

  /** The engine of a new connection has told what it is. */
  resume(traits: Traits): void {
    this.#traits = traits;
    this.#inquiry.setEnabled(true);
  }

  /** The connection is over. */
  stop(): void {
    this.#inquiry.setEnabled(false);
  }

  /** These are in view: they come before all others. */
  inView(containerIds: readonly string[]): void {
    this.#inquiry.first(containerIds);
  }

  /** These are there, or have changed. */
  present(containerIds: readonly string[]): void {
    this.#inquiry.present(containerIds);
  }

  forget(containerIds: readonly string[]): void {
    this.#inquiry.forget(containerIds);
    this.#labels.forget(containerIds);
  }

  /**
   * Whether a container is frozen in place. What has ended is asked only where that is not known; what runs always is,
   * since it may be being frozen: whoever inspects it waits until that is done.
   */
  async isCheckpointed(summary: ContainerSummary): Promise<boolean> {
    const known = this.#containers.isCheckpointed(summary);
    const mayChange = summary.state === 'running' || summary.state === 'paused' || summary.state === 'stopping';
    return known === null || mayChange ? this.#ask(summary) : known;
  }

  /**
   * The engine has told of a container.
   * @param asked the container as it was when the engine was asked
   */
  learn(asked: ContainerSummary, told: Told): void {
    const { ociRuntime, ...rest } = told;
    const isTold = ociRuntime !== undefined && ociRuntime !== '';
    const runtime = isTold ? { ociRuntime: ociRuntime === this.#traits.ociRuntime ? null : ociRuntime } : {};
    const patch = this.#containers.learn(asked, { ...rest, ...runtime });
    if (patch !== null) this.#tell(patch);
  }

  #isWanted(containerId: string, isInView: boolean): boolean {
    const summary = this.#containers.get(containerId);
    if (summary === null) return false;
    const lacksLabel = this.#traits.hasLabels && !this.#labels.has(containerId);
    return lacksLabel || (isInView && summary.checkpointed === null);
  }

  /** @returns whether it is frozen in place */
  async #ask(summary: ContainerSummary): Promise<boolean> {
    const told = await readUnlisted(this.#client, summary);
    // Unless it was forgotten meanwhile.
    if (this.#traits.hasLabels && this.#containers.get(summary.id) !== null) this.#labels.take(told.labels);
    const { ociRuntime, checkpointed, oomKilled } = told;
    this.learn(summary, { ociRuntime, checkpointed, oomKilled });
    return told.checkpointed;
  }
}
