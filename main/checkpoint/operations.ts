/** What is under way of freezes, restores and additions: it is told how far each is, can be called off, and is waited for. */
import type { Operation, OperationProgress } from '../../shared/checkpoint.ts';
import { GantryError } from '../../shared/errors.ts';
import { Progress } from './progress.ts';

/** What one of them works with. */
export interface UnderWay {
  readonly progress: Progress;
  /** Aborted where the user calls it off. */
  readonly signal: AbortSignal;
}

interface Running {
  readonly operation: Operation;
  readonly calling: AbortController;
  /** Never rejects. */
  readonly over: Promise<unknown>;
}

export class Operations {
  readonly #running = new Map<string, Running>();
  readonly #listeners = new Set<(progress: OperationProgress) => void>();

  list(): readonly Operation[] {
    return [...this.#running.values()].map(({ operation }) => operation);
  }

  /** Runs one, as one that is under way until it has ended. Throws `conflict` for an id that is under way. */
  async run<Result>(operation: Operation, work: (underWay: UnderWay) => Promise<Result>): Promise<Result> {
    const { operationId } = operation;
    if (this.#running.has(operationId)) {
      throw new GantryError({ code: 'conflict', message: 'An operation of this name is under way.' });
    }
    const calling = new AbortController();
    const progress = new Progress(operationId, (each) => {
      for (const listener of this.#listeners) listener(each);
    });
    const result = work({ progress, signal: calling.signal });
    const over = result.catch(() => {});
    this.#running.set(operationId, { operation, calling, over });
    try {
      return await result;
    } finally {
      this.#running.delete(operationId);
    }
  }

  /** Calls one off, as far as it can be: it then rejects. One that has ended meanwhile is no error. */
  cancel(operationId: string): void {
    this.#running.get(operationId)?.calling.abort();
  }

  /** Resolves when none is under way any more, however they end. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ over }) => over));
  }

  /** @returns ends the listening */
  onProgress(listener: (progress: OperationProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
