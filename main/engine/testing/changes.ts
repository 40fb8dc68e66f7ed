/** What an engine tells, collected so that a test can wait for it. */
import type { ContainerSummary } from '../../../shared/container.ts';
import type { EngineConnection } from '../../../shared/engine.ts';
import type { Engine, EngineChange } from '../engine.ts';

export class Changes implements Disposable {
  readonly all: EngineChange[] = [];
  readonly #engine: Engine;
  readonly #stop: () => void;
  #waiting: (() => void)[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#stop = engine.onChange((change) => {
      this.all.push(change);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Looks after each change until there is an answer. */
  async until<T>(look: () => T | null | undefined | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== null && found !== undefined && found !== false) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  untilConnection(state: EngineConnection['state']): Promise<true> {
    return this.until(() => this.#engine.summary().connection.state === state);
  }

  /** Waits until the list says so of the container of this name. */
  untilContainer(name: string, holds: (container: ContainerSummary) => boolean = () => true) {
    return this.until(() =>
      this.#engine.containers().containers.find((container) => container.name === name && holds(container)),
    );
  }

  kinds(kind: EngineChange['kind']): EngineChange[] {
    return this.all.filter((change) => change.kind === kind);
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
