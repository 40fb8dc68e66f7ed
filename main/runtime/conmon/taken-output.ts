/**
 * What waits for one who is attached. conmon waits for each of its clients, and with it the container, its log, all others
 * that are attached, and the notice of its end: so its packets are read as they come, and who is too slow is let go.
 */
import type { Writable } from 'node:stream';
import { GantryError } from '../../../shared/errors.ts';

export interface Patience {
  /** Bytes: so much may wait before conmon has to. */
  readonly most: number;
  /** In which half of it has to be taken then. */
  readonly milliseconds: number;
}

/** So nobody holds a container below 1 MiB a second. */
const usual: Patience = { most: 4 * 1024 * 1024, milliseconds: 2000 };

export class TakenOutput {
  readonly #reader: Writable;
  readonly #patience: Patience;
  #waiting = 0;
  #broken: Error | null = null;
  #changed: () => void = () => undefined;

  constructor(reader: Writable, patience = usual) {
    this.#reader = reader;
    this.#patience = patience;
  }

  /**
   * Hands over, and waits only while too much waits already.
   * @throws GantryError `cancelled` for one who is too slow; what broke the stream
   */
  async hand(bytes: Uint8Array): Promise<void> {
    this.#waiting += bytes.length;
    this.#reader.write(bytes, (thrown) => {
      this.#waiting -= bytes.length;
      if (thrown) this.#broken ??= thrown;
      this.#changed();
    });
    const { most } = this.#patience;
    if (this.#waiting > most && !(await this.#falls(most / 2))) throw tooSlow();
    if (this.#broken !== null) throw this.#broken;
  }

  /** Until all has been taken. Nobody is held up any more: slow is well, but not standing still. */
  async end(): Promise<void> {
    while (this.#waiting > 0) if (!(await this.#falls(this.#waiting - 1))) throw tooSlow();
    if (this.#broken !== null) throw this.#broken;
  }

  /** @returns whether no more than this waits in time */
  #falls(to: number): Promise<boolean> {
    return new Promise((resolve) => {
      const told = (isTaken: boolean) => {
        clearTimeout(timer);
        this.#changed = () => undefined;
        resolve(isTaken);
      };
      const timer = setTimeout(() => told(false), this.#patience.milliseconds);
      this.#changed = () => {
        if (this.#waiting <= to || this.#broken !== null) told(true);
      };
      this.#changed();
    });
  }
}

function tooSlow(): GantryError {
  return new GantryError({
    code: 'cancelled',
    message: 'The output was taken too slowly, so the container was let go.',
    hint: 'It runs on. Attach again to see what it says from now on.',
  });
}
