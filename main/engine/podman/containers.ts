/** An engine's containers as its list tells them, with what is learned of them beside it. */
import { type ContainerSummary, hasEnded } from '../../../shared/container.ts';
import { ContainerList, type Patch } from '../container-list.ts';

/** What the list doesn't tell of a container, so that it is kept beside. Absent: nothing new is known of it. */
interface Told {
  /** The name of its OCI runtime; null: the engine's own. */
  readonly ociRuntime?: string | null;
  /** Whether it is frozen in place. */
  readonly checkpointed?: boolean;
  /** Whether the kernel killed it for its memory. */
  readonly oomKilled?: boolean;
}

/** What was told of one end of a container. */
interface ToldEnd {
  readonly end: string;
  readonly checkpointed: boolean;
  readonly oomKilled: boolean;
}

export class Containers {
  readonly #list = new ContainerList();
  /** Of containers whose OCI runtime isn't the engine's own. */
  readonly #runtimes = new Map<string, string>();
  /** Of containers that have ended, and of which end that was told. */
  readonly #ends = new Map<string, ToldEnd>();

  get revision(): number {
    return this.#list.revision;
  }

  all(): ContainerSummary[] {
    return this.#list.all();
  }

  get(id: string): ContainerSummary | null {
    return this.#list.get(id);
  }

  /** Takes a whole list in the place of what was known. @returns the ids that are gone */
  replace(containers: readonly ContainerSummary[]): string[] {
    const gone = this.#list.replace(containers.map((container) => this.#whole(container)));
    for (const id of gone) this.#forget(id);
    return gone;
  }

  /** @returns the patch; null when nothing is new in it */
  patch(changed: readonly ContainerSummary[], removed: readonly string[]): Patch | null {
    const whole = changed.map((container) => this.#whole(container));
    const patch = this.#list.patch(whole, removed);
    for (const id of patch?.removed ?? []) this.#forget(id);
    return patch;
  }

  /**
   * An inspection has told more of a container than the list does.
   * @param asked the container as it was when the inspection was begun: what it tells of that end says nothing of the next
   * @returns the patch; null when that was known
   */
  learn(asked: ContainerSummary, { ociRuntime, checkpointed, oomKilled = false }: Told): Patch | null {
    const container = this.#list.get(asked.id);
    if (container === null) return null;
    if (ociRuntime === null) this.#runtimes.delete(asked.id);
    else if (ociRuntime !== undefined) this.#runtimes.set(asked.id, ociRuntime);
    if (checkpointed !== undefined && hasEnded(asked)) {
      this.#ends.set(asked.id, { end: endOf(asked), checkpointed, oomKilled });
    }
    return this.patch([container], []);
  }

  /** Something has happened to it that freezes a container, or ends that. Its row stays until it is read again. */
  unlearnCheckpointed(id: string): void {
    this.#ends.delete(id);
  }

  /** Whether this container is frozen in place; null: not known. */
  isCheckpointed(container: ContainerSummary): boolean | null {
    return hasEnded(container) ? (this.#endOf(container)?.checkpointed ?? null) : false;
  }

  /** What was told of the end that it has come to. */
  #endOf(container: ContainerSummary): ToldEnd | null {
    const told = this.#ends.get(container.id);
    return hasEnded(container) && told?.end === endOf(container) ? told : null;
  }

  #forget(id: string): void {
    this.#runtimes.delete(id);
    this.#ends.delete(id);
  }

  #whole(container: ContainerSummary): ContainerSummary {
    const ociRuntime = this.#runtimes.get(container.id) ?? null;
    const checkpointed = this.isCheckpointed(container);
    const oomKilled = this.#endOf(container)?.oomKilled ?? false;
    const isWhole =
      ociRuntime === container.ociRuntime &&
      checkpointed === container.checkpointed &&
      oomKilled === container.oomKilled;
    return isWhole ? container : { ...container, ociRuntime, checkpointed, oomKilled };
  }
}

/** Tells one end of a container from the next. A restore leaves the start as it was, and a freeze sets the end. */
export function endOf({ startedAt, exitedAt }: ContainerSummary): string {
  return `${startedAt} ${exitedAt}`;
}
