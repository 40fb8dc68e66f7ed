/** Keeps an engine's connection up: tries again with growing pauses, at once when somebody asks. */
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineConnection } from '../../shared/engine.ts';
import { GantryError, toErrorData } from '../../shared/errors.ts';

/** Milliseconds. */
const pauses = { first: 250, most: 30_000 };
/** One that breaks sooner than this has not been mended: the pauses go on growing. */
const sound = 10_000;

interface ConnectionOptions {
  /** Connects and stays until the connection ends; calls `connected` when all is there. */
  readonly live: (connected: () => void, signal: AbortSignal) => Promise<void>;
  readonly changed: () => void;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #ending = new AbortController();
  #state: EngineConnection = { state: 'connecting' };
  /** Ends the pause before the next try. */
  #hurry = new AbortController();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): EngineConnection {
    return this.#state;
  }

  start(): void {
    void this.#keepUp();
  }

  retry(): void {
    this.#hurry.abort();
  }

  end(): void {
    this.#ending.abort();
    this.#hurry.abort();
  }

  async #keepUp(): Promise<void> {
    const { signal } = this.#ending;
    let wait = pauses.first;
    while (!signal.aborted) {
      let connectedAt: number | null = null;
      const error = await this.#live(() => {
        connectedAt = Date.now();
        this.#set({ state: 'connected' });
      });
      if (signal.aborted) return;
      if (connectedAt !== null && Date.now() - connectedAt > sound) wait = pauses.first;
      const since = this.#state.state === 'lost' ? this.#state.since : Date.now();
      this.#set({ state: 'lost', since, error: toErrorData(error), nextTryAt: Date.now() + wait });
      const hurried = await this.#wait(wait);
      wait = hurried ? pauses.first : Math.min(wait * 2, pauses.most);
      if (!signal.aborted) this.#set({ state: 'lost', since, error: toErrorData(error), nextTryAt: null });
    }
  }

  /** @returns why it has ended */
  async #live(connected: () => void): Promise<unknown> {
    try {
      await this.#options.live(connected, this.#ending.signal);
      return new GantryError({
        code: 'engine-unreachable',
        message: 'The engine has ended the connection.',
        hint: 'It is tried again by itself. If it stays so, see whether Podman runs.',
      });
    } catch (thrown) {
      return thrown;
    }
  }

  /** @returns whether somebody has cut it short */
  async #wait(ms: number): Promise<boolean> {
    this.#hurry = new AbortController();
    try {
      await pause(ms, undefined, { signal: this.#hurry.signal });
      return false;
    } catch {
      return true;
    }
  }

  #set(state: EngineConnection): void {
    this.#state = state;
    this.#options.changed();
  }
}
