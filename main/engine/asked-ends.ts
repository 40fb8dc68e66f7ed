/**
 * Which containers were told to end, by us or by others: an exit code of 137 alone doesn't tell a kill from running out of
 * memory. Podman's events tell of kills and of stops; older ones leave out most stops, so those of ours are noted besides.
 */
import type { ContainerSummary } from '../../shared/container.ts';

/** What runs, and since when: another start makes another of it. */
type Run = Pick<ContainerSummary, 'id' | 'startedAt'>;

/**
 * Milliseconds within which SIGKILL has its effect. A kill may also be a signal that ends nothing, and the event doesn't
 * tell which: what ends by itself right after one is taken for killed.
 */
const soon = 5000;

export class AskedEnds {
  readonly #stopped = new Map<string, number | null>();
  readonly #killedAt = new Map<string, number>();

  /** It will not go on, whatever it makes of the stop signal. */
  stopped({ id, startedAt }: Run): void {
    this.#stopped.set(id, startedAt);
  }

  /** It was not stopped after all. */
  goesOn(containerId: string): void {
    this.#stopped.delete(containerId);
  }

  /** @param at milliseconds since 1970, by the engine's clock */
  killed(containerId: string, at: number): void {
    this.#killedAt.set(containerId, at);
  }

  forget(containerId: string): void {
    this.#stopped.delete(containerId);
    this.#killedAt.delete(containerId);
  }

  /** Whether this run of it ended because somebody wanted it to. */
  has({ id, startedAt, exitedAt }: Run & Pick<ContainerSummary, 'exitedAt'>): boolean {
    if (exitedAt === null) return false;
    const killedAt = this.#killedAt.get(id);
    const wasKilled = killedAt !== undefined && Math.abs(exitedAt - killedAt) < soon;
    return wasKilled || this.#stopped.get(id) === startedAt;
  }
}
