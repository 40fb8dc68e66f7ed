/** Owns all sessions, whether a window looks at them or not. */
import { randomUUID } from 'node:crypto';
import { GantryError } from '../../shared/errors.ts';
import type { SessionRequest, SessionSummary } from '../../shared/session.ts';
import type { Port } from '../host/port.ts';
import type { FlowLimits } from './flow-control.ts';
import { isLost, leftRunning } from './lost.ts';
import { Session } from './session.ts';
import type { SessionTarget } from './transport.ts';

export interface SessionHostOptions {
  /** Throws `not-found` for a container that isn't there. */
  readonly resolve: (engineId: string, containerId: string) => SessionTarget;
  readonly limits?: FlowLimits;
}

export class SessionHost implements AsyncDisposable {
  readonly #options: SessionHostOptions;
  readonly #sessions = new Map<string, Session>();
  /** Closed while their engine was away: what ran there is still to be ended. */
  readonly #left = new Set<Session>();
  readonly #listeners = new Set<(sessions: readonly SessionSummary[]) => void>();

  constructor(options: SessionHostOptions) {
    this.#options = options;
  }

  /** In the order in which they were opened. */
  list(): readonly SessionSummary[] {
    return [...this.#sessions.values()].map((session) => session.summary());
  }

  /**
   * Those whose programs end with the app: commands that it started, also out of reach, and those that lose their
   * standard input.
   */
  endingWithApp(): readonly SessionSummary[] {
    return this.list().filter(
      ({ kind, endsInput, state }) =>
        (state.state === 'running' && (kind === 'exec' || endsInput)) ||
        (state.state === 'failed' && state.mayRunOn === true),
    );
  }

  /** Throws `not-found`. */
  summary(sessionId: string): SessionSummary {
    return this.#session(sessionId).summary();
  }

  /**
   * Opens a session and begins to start it: it is answered as `starting`, and its state tells how that went, so that a
   * failed start is shown where it can be tried again. Throws `not-found` for a container that isn't there.
   */
  async open(request: SessionRequest): Promise<SessionSummary> {
    const { resolve, limits } = this.#options;
    const id = randomUUID();
    const session = new Session({
      id,
      request,
      target: () => resolve(request.engineId, request.containerId),
      changed: () => this.#changed(),
      ...(limits === undefined ? {} : { limits }),
    });
    this.#sessions.set(id, session);
    session.start();
    return session.summary();
  }

  /** Lets a window look: the kept screen first, then what comes. Closing the port ends only that. */
  view(sessionId: string, port: Port): void {
    this.#session(sessionId).view(port);
  }

  /** Runs the same again at the present size. Throws `wrong-state` while it still runs. */
  async restart(sessionId: string): Promise<void> {
    this.#session(sessionId).restart();
  }

  /**
   * Ends an exec session's command, or the look at a container's own, and forgets the session. Throws when the command
   * could not be ended; where its engine is away (`engine-unreachable`), it is by {@link engineAnswers}.
   */
  async close(sessionId: string): Promise<void> {
    const session = this.#session(sessionId);
    this.#sessions.delete(sessionId);
    this.#changed();
    await session.close().catch((thrown: unknown) => {
      if (!isLost(thrown)) throw thrown;
      this.#left.add(session);
      throw leftRunning(session.summary().containerName, thrown);
    });
  }

  /** An engine is there (again): what could not be ended in it meanwhile is now. */
  async engineAnswers(engineId: string): Promise<void> {
    const left = [...this.#left].filter((session) => session.summary().engineId === engineId);
    for (const session of left) this.#left.delete(session);
    await Promise.all(
      left.map((session) =>
        session.close().catch((thrown: unknown) => {
          if (isLost(thrown)) this.#left.add(session);
          else throw thrown;
        }),
      ),
    );
  }

  /** @returns ends the listening */
  onChange(listener: (sessions: readonly SessionSummary[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    const sessions = [...this.#sessions.values(), ...this.#left];
    this.#sessions.clear();
    this.#left.clear();
    // An engine that is gone can't end anything; the app ends even so, and waits for none that hangs (app/ending.ts).
    await Promise.allSettled(sessions.map((session) => session.close()));
  }

  #session(sessionId: string): Session {
    const session = this.#sessions.get(sessionId);
    if (session !== undefined) return session;
    throw new GantryError({ code: 'not-found', message: 'This session has been closed.' });
  }

  #changed(): void {
    const sessions = this.list();
    for (const listener of this.#listeners) listener(sessions);
  }
}
