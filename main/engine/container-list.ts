/** What is known of an engine's containers: one snapshot, then patches, each with the next number. */
import { isDeepStrictEqual } from 'node:util';
import type { ContainerSummary } from '../../shared/container.ts';
import type { EngineChange } from './engine.ts';

export type Patch = EngineChange & { readonly kind: 'patch' };

export class ContainerList {
  #byId = new Map<string, ContainerSummary>();
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
    const now = new Map(containers.map((container) => [container.id, container]));
    const gone = [...this.#byId.keys()].filter((id) => !now.has(id));
    this.#byId = now;
    this.#revision += 1;
    return gone;
  }

  /** @returns the patch; null when nothing is new in it */
  patch(changed: readonly ContainerSummary[], removed: readonly string[]): Patch | null {
    const fresh = changed.filter((container) => !isDeepStrictEqual(container, this.#byId.get(container.id)));
    const gone = removed.filter((id) => this.#byId.delete(id));
    for (const container of fresh) this.#byId.set(container.id, container);
    if (fresh.length === 0 && gone.length === 0) return null;
    this.#revision += 1;
    return { kind: 'patch', revision: this.#revision, changed: fresh, removed: gone };
  }
}
