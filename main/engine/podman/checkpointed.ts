/** Which containers are frozen in place. The list doesn't tell, so each that has ended is inspected, once for each end. */
import type { ContainerDetails, ContainerSummary } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';

const atOnce = 4;

interface Answer {
  /** What was asked about: another object stands in the list once something has happened to the container. */
  readonly summary: ContainerSummary;
  /** Null: it isn't frozen. */
  readonly details: ContainerDetails | null;
}

export class Checkpointed {
  readonly #inspect: (summary: ContainerSummary) => Promise<ContainerDetails>;
  readonly #answers = new Map<string, Answer>();

  constructor(inspect: (summary: ContainerSummary) => Promise<ContainerDetails>) {
    this.#inspect = inspect;
  }

  /** Whether it was frozen when last asked for. */
  has(containerId: string): boolean {
    return Boolean(this.#answers.get(containerId)?.details);
  }

  forget(containerId: string): void {
    this.#answers.delete(containerId);
  }

  /** Those of them that are frozen. */
  async among(containers: readonly ContainerSummary[]): Promise<ContainerDetails[]> {
    const ended = containers.filter(({ state }) => state === 'exited' || state === 'stopped');
    const unknown = ended.filter((summary) => this.#answers.get(summary.id)?.summary !== summary);
    const worker = async (): Promise<void> => {
      for (let next = unknown.shift(); next !== undefined; next = unknown.shift()) await this.#ask(next);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return ended.flatMap(({ id }) => this.#answers.get(id)?.details ?? []);
  }

  async #ask(summary: ContainerSummary): Promise<void> {
    try {
      const details = await this.#inspect(summary);
      this.#answers.set(summary.id, { summary, details: details.checkpointed ? details : null });
    } catch (thrown) {
      if (!(thrown instanceof GantryError && thrown.code === 'not-found')) throw thrown;
      this.#answers.delete(summary.id);
    }
  }
}
