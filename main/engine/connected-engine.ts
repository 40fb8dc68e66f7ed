/** What every engine that Gantry talks to has: a connection that is kept up, a summary, and who listens. */
import type { EngineSummary } from '../../shared/engine.ts';
import { Connection } from './connection.ts';
import type { EngineChange } from './engine.ts';

/** Who it is: known before it has answered. */
export type EngineIdentity = Pick<EngineSummary, 'id' | 'name' | 'origin' | 'address' | 'command'>;

export abstract class ConnectedEngine {
  readonly id: string;
  readonly #listeners = new Set<(change: EngineChange) => void>();
  readonly #connection: Connection;
  #summary: EngineSummary;

  constructor({ id, name, origin, address, command }: EngineIdentity) {
    this.id = id;
    this.#connection = new Connection({
      live: (connected, signal) => this.live(connected, signal),
      changed: () => this.summarize({}),
    });
    this.#summary = {
      ...{ id, name, origin, address, command },
      ...{ connection: { state: 'connecting' }, info: null, machine: null, capabilities: null },
    };
  }

  summary(): EngineSummary {
    return this.#summary;
  }

  start(): void {
    this.#connection.start();
  }

  retry(): void {
    this.#connection.retry();
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Connects, and lasts as long as the connection does.
   * @param connected to be called when its list is there, and what it is
   * @param signal it shall end
   */
  protected abstract live(connected: () => void, signal: AbortSignal): Promise<void>;

  /** It has told more of itself. */
  protected summarize(change: Partial<Pick<EngineSummary, 'info' | 'machine' | 'capabilities'>>): void {
    this.#summary = { ...this.#summary, ...change, connection: this.#connection.state };
    this.tell({ kind: 'summary' });
  }

  protected tell(change: EngineChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Nobody is told any more, and nothing is tried again. */
  protected end(): void {
    this.#listeners.clear();
    this.#connection.end();
  }
}
