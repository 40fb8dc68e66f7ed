/** What is known of an engine's containers: one snapshot, then patches. */
import { isDeepStrictEqual } from 'node:util';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineChange } from '../engine.ts';

export class Containers {
  #byId = new Map<string, ContainerSummary>();
  /** Of containers whose OCI runtime isn't the engine's own: the list doesn't tell, so it is kept beside. */
  readonly #runtimes = new Map<string, string>();
  /** Whether those that have ended are frozen in place, of the end at which that was told. */
  readonly #frozen = new Map<string, { readonly end: string; readonly isFrozen: boolean }>();
  #revision = 0;

  get revision(): number {
    return this.#revision;
  }

  all(): ContainerSummary[] {
    return [...this.#byId.values()];
  }

  get(id: string): ContainerSummary | null {
    return this.#byId.get(id) ?? null;
  }

  /** Takes a whole list in the place of what was known. @returns the ids that are gone */
  replace(containers: readonly ContainerSummary[]): string[] {
    const now = new Map(containers.map((container) => [container.id, this.#whole(container)]));
    const gone = [...this.#byId.keys()].filter((id) => !now.has(id));
    this.#byId = now;
    for (const id of gone) this.#unlearn(id);
    this.#revision += 1;
    return gone;
  }

  /** @returns the patch; null when nothing is new in it */
  patch(changed: readonly ContainerSummary[], removed: readonly string[]): (EngineChange & { kind: 'patch' }) | null {
    const whole = changed.map((container) => this.#whole(container));
    const fresh = whole.filter((container) => !isDeepStrictEqual(container, this.#byId.get(container.id)));
    const gone = removed.filter((id) => this.#byId.delete(id));
    for (const id of gone) this.#unlearn(id);
    for (const container of fresh) this.#byId.set(container.id, container);
    if (fresh.length === 0 && gone.length === 0) return null;
    this.#revision += 1;
    return { kind: 'patch', revision: this.#revision, changed: fresh, removed: gone };
  }

  /**
   * An inspection has told a container's OCI runtime.
   * @param name null: the engine's own
   * @returns the patch; null when that was known
   */
  learnRuntime(id: string, name: string | null): (EngineChange & { kind: 'patch' }) | null {
    const container = this.#byId.get(id);
    if (container === undefined) return null;
    if (name === null) this.#runtimes.delete(id);
    else this.#runtimes.set(id, name);
    return this.patch([container], []);
  }

  /** Whether a container is frozen in place; null: not known. Only one that has ended can be. */
  isFrozen(container: ContainerSummary): boolean | null {
    if (!hasEnded(container)) return false;
    const told = this.#frozen.get(container.id);
    return told?.end === endOf(container) ? told.isFrozen : null;
  }

  /** An inspection of a container, begun when it was in this state, has told whether it is frozen in place. */
  learnFrozen(container: ContainerSummary, isFrozen: boolean): void {
    if (hasEnded(container) && this.#byId.has(container.id)) {
      this.#frozen.set(container.id, { end: endOf(container), isFrozen });
    }
  }

  /** Something has happened to it that may freeze it or bring it back. */
  unlearnFrozen(id: string): void {
    this.#frozen.delete(id);
  }

  #unlearn(id: string): void {
    this.#runtimes.delete(id);
    this.#frozen.delete(id);
  }

  #whole(container: ContainerSummary): ContainerSummary {
    const ociRuntime = this.#runtimes.get(container.id) ?? null;
    return ociRuntime === container.ociRuntime ? container : { ...container, ociRuntime };
  }
}

function hasEnded({ state }: ContainerSummary): boolean {
  return state === 'exited' || state === 'stopped';
}

/** Another after each time that it has run. */
function endOf({ startedAt, exitedAt }: ContainerSummary): string {
  return `${startedAt} ${exitedAt}`;
}
