/** Which containers are frozen in place. Those that have ended are inspected where it isn't known, once for each end. */
import { type ContainerDetails, type ContainerSummary, hasEnded } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { FrozenContainer } from '../engine.ts';
import { endOf } from './containers.ts';

const atOnce = 4;

export class Checkpointed {
  readonly #inspect: (summary: ContainerSummary) => Promise<ContainerDetails>;
  /** Of those that are frozen, and of which end they were told. */
  readonly #frozen = new Map<string, { readonly end: string; readonly details: ContainerDetails }>();

  /** @param inspect remembers in the list what it has learned */
  constructor(inspect: (summary: ContainerSummary) => Promise<ContainerDetails>) {
    this.#inspect = inspect;
  }

  forget(containerId: string): void {
    this.#frozen.delete(containerId);
  }

  /** Those of them that are frozen. */
  async among(containers: readonly ContainerSummary[]): Promise<FrozenContainer[]> {
    const candidates = containers.filter((summary) => hasEnded(summary) && summary.checkpointed !== false);
    const unknown = candidates.filter((summary) => this.#known(summary) === null);
    const worker = async (): Promise<void> => {
      for (let next = unknown.shift(); next !== undefined; next = unknown.shift()) await this.#ask(next);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return this.knownAmong(candidates);
  }

  /** Those of them that were frozen when the engine was last heard; asks nobody. */
  knownAmong(containers: readonly ContainerSummary[]): FrozenContainer[] {
    return containers.flatMap((summary) => {
      const details = this.#known(summary);
      if (details !== null) return { ...details, summary };
      // Its row tells it, and nobody has asked for more.
      const { checkpointed, ociRuntime } = summary;
      return checkpointed === true ? { summary, ociRuntime: ociRuntime ?? '', checkpoint: null } : [];
    });
  }

  #known(summary: ContainerSummary): ContainerDetails | null {
    const known = this.#frozen.get(summary.id);
    return known?.end === endOf(summary) ? known.details : null;
  }

  async #ask(summary: ContainerSummary): Promise<void> {
    try {
      const details = await this.#inspect(summary);
      if (details.checkpointed) this.#frozen.set(summary.id, { end: endOf(summary), details });
    } catch (thrown) {
      // Gone meanwhile; or the engine is, and what was known of the others still is.
      if (!(thrown instanceof GantryError && ['not-found', 'engine-unreachable'].includes(thrown.code))) throw thrown;
    }
  }
}
