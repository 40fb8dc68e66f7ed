/** Tells how far something has come: each phase at once, bytes a few times a second. */
import type { OperationProgress } from '../../shared/checkpoint.ts';

/** Milliseconds between two reports of bytes. */
const pace = 100;

export class Progress {
  readonly #operationId: string;
  readonly #tell: (progress: OperationProgress) => void;
  #phase: OperationProgress['phase'] | null = null;
  #toldAt = 0;

  constructor(operationId: string, tell: (progress: OperationProgress) => void) {
    this.#operationId = operationId;
    this.#tell = tell;
  }

  phase(phase: OperationProgress['phase']): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#tell({ operationId: this.#operationId, phase, bytes: null, totalBytes: null });
  }

  /** @param totalBytes null: nobody knows yet */
  bytes(phase: OperationProgress['phase'], bytes: number, totalBytes: number | null): void {
    const now = performance.now();
    if (phase === this.#phase && now - this.#toldAt < pace) return;
    this.#phase = phase;
    this.#toldAt = now;
    this.#tell({ operationId: this.#operationId, phase, bytes, totalBytes });
  }
}
