/** Owns all sessions, whether a window looks at them or not. */
import { randomUUID } from 'node:crypto';
import { GantryError } from '../../shared/errors.ts';
import type { SessionRequest, SessionSummary, TerminalSize } from '../../shared/session.ts';
import type { Port } from '../host/port.ts';
import type { FoundExecSession } from '../runtime/oci-runtime.ts';
import { endExec } from './exec-transport.ts';
import type { FlowLimits } from './flow-control.ts';
import type { LeftExec, LeftExecs } from './left-execs.ts';
import { isLost, leftRunning } from './lost.ts';
import { Session } from './session.ts';
import type { SessionTarget } from './transport.ts';

export interface SessionHostOptions {
  /** Throws `not-found` for a container that isn't there. */
  readonly resolve: (engineId: string, containerId: string) => SessionTarget;
  readonly limits?: FlowLimits;
  /** What earlier runs of the app could not end. */
  readonly left: LeftExecs;
}

export class SessionHost implements AsyncDisposable {
  readonly #options: SessionHostOptions;
  readonly #sessions = new Map<string, Session>();
  /** Closed while their engine was away: what ran there is still to be ended. */
  readonly #left = new Set<Session>();
  /** Of earlier runs, being ended now. */
  readonly #ending = new Set<string>();
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
    return this.#open(request, null);
  }

  /**
   * The terminals of a container that run without a session: an app that was killed has left them. None where the engine
   * can't tell, or ends them with the app. Throws `not-found` for a container that isn't there.
   */
  async left(engineId: string, containerId: string): Promise<readonly FoundExecSession[]> {
    const { runtime, container } = this.#options.resolve(engineId, containerId);
    const found = (await runtime.execSessions?.(container)) ?? [];
    const ours = new Set([...this.#sessions.values(), ...this.#left].map(({ execId }) => execId));
    return found.filter(({ id, terminal, isRunning }) => terminal && isRunning && !ours.has(id));
  }

  /**
   * Takes up one of {@link left}: what it says from now on, and the same command again where it is started anew. Throws
   * `not-found` for one that isn't there any more.
   */
  async takeUp(engineId: string, containerId: string, execId: string, size: TerminalSize): Promise<SessionSummary> {
    const found = (await this.left(engineId, containerId)).find(({ id }) => id === execId);
    if (found === undefined) {
      throw new GantryError({ code: 'not-found', message: 'This terminal has ended, or is open already.' });
    }
    const { command, user, cwd: workingDirectory } = found;
    const where = { engineId, containerId, user, workingDirectory };
    return this.#open({ ...where, kind: 'exec', command: [...command], size }, execId);
  }

  /** Lets a window look: the kept screen first, then what comes. Closing the port ends only that. */
  view(sessionId: string, port: Port): void {
    this.#session(sessionId).view(port);
  }

  /**
   * The command lines of what runs in a session and would end with it, its own first; null where that can't be told.
   * Throws what its engine says.
   */
  async programs(sessionId: string): Promise<readonly string[] | null> {
    return this.#session(sessionId).programs();
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

  /**
   * An engine is there (again), with its containers known: what could not be ended in it meanwhile is now, and so is what
   * an earlier run of the app has left there.
   */
  async engineAnswers(engineId: string): Promise<void> {
    await Promise.all([this.#endClosed(engineId), this.#endOfEarlierRuns(engineId)]);
  }

  async #endClosed(engineId: string): Promise<void> {
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

  async #endOfEarlierRuns(engineId: string): Promise<void> {
    const left = (await this.#options.left.list()).filter(({ execId }) => !this.#ending.has(execId));
    await Promise.all(left.map((exec) => this.#endOfEarlierRun(engineId, exec)));
  }

  async #endOfEarlierRun(engineId: string, exec: LeftExec): Promise<void> {
    const { left } = this.#options;
    const target = this.#targetIn(engineId, exec.containerId);
    if (target === null) {
      // Gone with its container, unless that is another engine's.
      if (engineId === exec.engineId) await left.remove([exec]);
      return;
    }
    this.#ending.add(exec.execId);
    try {
      await endExec(target, exec.execId);
      await left.remove([exec]);
    } catch (thrown) {
      if (!isLost(thrown)) throw thrown;
    } finally {
      this.#ending.delete(exec.execId);
    }
  }

  /** Null: it has no such container. */
  #targetIn(engineId: string, containerId: string): SessionTarget | null {
    try {
      return this.#options.resolve(engineId, containerId);
    } catch (thrown) {
      if (thrown instanceof GantryError && thrown.code === 'not-found') return null;
      throw thrown;
    }
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
    const { left } = this.#options;
    const ended: LeftExec[] = [];
    const end = async (session: Session): Promise<void> => {
      const exec = session.execThatMayRun();
      await session.close();
      if (exec !== null) ended.push(exec);
    };
    // Beforehand: the app ends even where an engine is gone, and waits for none that hangs (app/ending.ts).
    const noted = left.add(sessions.flatMap((session) => session.execThatMayRun() ?? []));
    await Promise.allSettled([noted, ...sessions.map(end)]);
    await noted;
    await left.remove(ended);
  }

  #open(request: SessionRequest, takesUp: string | null): SessionSummary {
    const { resolve, limits } = this.#options;
    const id = randomUUID();
    const session = new Session({
      id,
      request,
      takesUp,
      target: () => resolve(request.engineId, request.containerId),
      changed: () => this.#changed(),
      ...(limits === undefined ? {} : { limits }),
    });
    this.#sessions.set(id, session);
    session.start();
    return session.summary();
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
