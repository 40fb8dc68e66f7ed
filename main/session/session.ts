/** One terminal that the main process owns. Windows look at it; it goes on when none does. */
import { randomUUID } from 'node:crypto';
import { GantryError, toErrorData } from '../../shared/errors.ts';
import type { SessionRequest, SessionState, SessionSummary, TerminalSize } from '../../shared/session.ts';
import type { Port } from '../host/port.ts';
import { withHint } from '../runtime/errors.ts';
import { openAttach } from './attach-transport.ts';
import { Backlog } from './backlog.ts';
import { type ExecIdentity, openExec } from './exec-transport.ts';
import { type FlowLimits, flowLimits } from './flow-control.ts';
import { type ByFreeze, type Ending, freezeOf } from './freeze.ts';
import { freshStart } from './fresh-start.ts';
import { GatedOutput } from './gated-output.ts';
import type { LeftExec } from './left-execs.ts';
import { connectionLost, isLost } from './lost.ts';
import { type ScreenKeeper, Tail } from './tail.ts';
import type { SessionTarget, Transport } from './transport.ts';
import { type Viewed, Viewer } from './viewer.ts';

export interface SessionOptions {
  readonly id: string;
  readonly request: SessionRequest;
  /** An exec session that runs already, taken up by the first start; a later one begins anew. */
  readonly takesUp?: string | null;
  /** The container as it is now: asked for at each start. */
  readonly target: () => SessionTarget;
  readonly changed: () => void;
  readonly limits?: FlowLimits;
}

/** What one start has brought about. */
interface Run {
  /** Of an exec session. */
  readonly exec: ExecIdentity;
  readonly output: GatedOutput;
  /** Settles when there is somebody to take what is typed, or never will be. */
  readonly begun: Promise<void>;
  readonly begin: () => void;
  transport: Transport | null;
  /** As it was found at the start; null until it runs. */
  target: SessionTarget | null;
  /** Settles when all of it is over; never rejects. */
  over: Promise<void>;
}

const lost = ['engine-unreachable'] as const;

export class Session implements Viewed {
  readonly backlog = new Backlog();
  readonly #screen: ScreenKeeper = new Tail(this.backlog);
  readonly #options: SessionOptions;
  readonly #viewers = new Set<Viewer>();
  readonly #openedAt = Date.now();
  #containerName: string;
  #command: readonly string[];
  #terminal = true;
  #endsInput = false;
  #state: SessionState = { state: 'starting' };
  #size: TerminalSize;
  #run: Run | null = null;
  /** Its connection was lost while its command ran: that may go on, and is still to be ended. */
  #left: Transport | null = null;
  #pumpIsDue = false;
  #closed = false;
  #takesUp: string | null;

  /** Throws what `target` throws when the container isn't there. */
  constructor(options: SessionOptions) {
    this.#options = options;
    this.#size = options.request.size;
    this.#takesUp = options.takesUp ?? null;
    const { container } = options.target();
    this.#containerName = container.name;
    this.#command = options.request.kind === 'attach' ? container.summary.command : (options.request.command ?? []);
  }

  /** By which its runtime knows the exec session that it is; null: it runs none. */
  get execId(): string | null {
    return this.#run?.exec.id ?? null;
  }

  summary(): SessionSummary {
    const { id, request } = this.#options;
    return {
      id,
      engineId: request.engineId,
      containerId: request.containerId,
      containerName: this.#containerName,
      kind: request.kind,
      command: [...this.#command],
      terminal: this.#terminal,
      endsInput: this.#endsInput,
      state: this.#state,
      openedAt: this.#openedAt,
    };
  }

  /** Starts what was asked for, for the first time or again. How it goes is told by the state. */
  start(): void {
    if (this.#run !== null || this.#closed) return;
    if (this.backlog.end > 0 && this.#terminal) this.#take(freshStart);
    const output = new GatedOutput((bytes) => this.#take(bytes));
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const exec = { id: this.#takesUp ?? randomUUID(), runsAlready: this.#takesUp !== null };
    this.#takesUp = null;
    const run: Run = { exec, output, begun, begin, transport: null, target: null, over: Promise.resolve() };
    this.#run = run;
    this.#setState({ state: 'starting' });
    this.flowChanged();
    run.over = this.#carry(run).then(
      async (exitCode) =>
        this.#over(run, { state: 'ended', exitCode, ...(await this.#freezeThatEnded(run, { exitCode })) }),
      (thrown: unknown) => this.#failed(run, thrown),
    );
  }

  /** Throws `wrong-state` while it still runs. */
  restart(): void {
    if (this.#run !== null) {
      throw new GantryError({ code: 'wrong-state', message: `The session in ${this.#containerName} still runs.` });
    }
    this.start();
  }

  view(port: Port): void {
    const viewer = new Viewer(port, this, this.#options.limits ?? flowLimits);
    this.#viewers.add(viewer);
    viewer.begin();
  }

  /** Ends it and all looking at it. Throws when the engine could not end the command; the session is over even so. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const viewer of this.#viewers) viewer.close();
    const run = this.#run;
    run?.output.discard();
    // One that still starts is closed by its start, as soon as it can be.
    if (run !== null) await (run.transport === null ? run.over : run.transport.close());
    await this.#endLeft();
  }

  replay(): { bytes: Uint8Array<ArrayBuffer>; size: TerminalSize } {
    return { bytes: this.#screen.replay(), size: this.#size };
  }

  async input(bytes: Uint8Array): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    if (run.transport === null) await run.begun;
    await run.transport?.write(bytes);
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    this.#run?.transport?.resize(size);
  }

  flowChanged(): void {
    if (this.#run === null) return;
    this.#run.output.open = ![...this.#viewers].some((viewer) => viewer.holdsBack);
  }

  gone(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    this.flowChanged();
  }

  /** What runs there, or may: null where nothing does, or nobody could find it again. */
  execThatMayRun(): LeftExec | null {
    const execId = (this.#run?.transport ?? this.#left)?.lastingId ?? null;
    const { engineId, containerId } = this.#options.request;
    return execId === null ? null : { engineId, containerId, execId };
  }

  /** The command lines of what runs there, its own first; null where that can't be told. */
  async programs(): Promise<readonly string[] | null> {
    return (await this.#run?.transport?.programs()) ?? null;
  }

  /** From the start to the end of one run. @returns the exit code */
  async #carry(run: Run): Promise<number | null> {
    const { request, target: now } = this.#options;
    await this.#endLeft();
    const target = now();
    this.#containerName = target.container.name;
    const opening =
      request.kind === 'exec'
        ? openExec(target, request, this.#size, run.output, run.exec)
        : openAttach(target, request, run.output);
    const transport = await opening;
    // Also where nobody wants it any more: what can't be ended now has to be known as left.
    run.transport = transport;
    run.target = target;
    if (this.#closed) {
      await transport.close();
      return null;
    }
    this.#command = transport.command;
    this.#terminal = transport.terminal;
    this.#endsInput = transport.endsInput;
    // Once more when it runs, since engines have lost the size given with the start, and the latest.
    transport.resize(this.#size);
    run.begin();
    this.#setState({ state: 'running' });
    return transport.ended;
  }

  /** Throws when it could not be ended: then it is still to be. */
  async #endLeft(): Promise<void> {
    await this.#left?.close();
    this.#left = null;
  }

  async #failed(run: Run, thrown: unknown): Promise<void> {
    if (isLost(thrown) && this.#options.request.kind === 'exec') this.#left ??= run.transport;
    const mayRunOn = this.#left !== null;
    const byFreeze = await this.#freezeThatEnded(run, { thrown });
    this.#over(run, { state: 'failed', error: toErrorData(this.#failure(run, thrown)), mayRunOn, ...byFreeze });
  }

  /** What could not begin was not ended. */
  async #freezeThatEnded({ target }: Run, ending: Ending): Promise<ByFreeze> {
    return target === null || this.#closed ? {} : freezeOf(target, this.#options.request.kind, ending);
  }

  #failure(run: Run, thrown: unknown): unknown {
    const { kind } = this.#options.request;
    const again = kind === 'attach' ? 'attaches' : 'starts it';
    if (isLost(thrown) && (run.transport !== null || this.#left !== null)) {
      return connectionLost(this.#containerName, kind, thrown);
    }
    return withHint(thrown, lost, `As soon as the engine is back, Enter ${again} again.`);
  }

  #over(run: Run, state: SessionState): void {
    run.begin();
    if (this.#run !== run) return;
    this.#run = null;
    this.#setState(state);
  }

  #setState(state: SessionState): void {
    this.#state = state;
    if (this.#closed) return;
    for (const viewer of this.#viewers) viewer.stateChanged();
    this.#options.changed();
  }

  /** Output, as it came. */
  #take(bytes: Uint8Array): void {
    const { chunk } = this.#options.limits ?? flowLimits;
    for (let at = 0; at < bytes.length; at += chunk) {
      this.backlog.append(bytes.subarray(at, at + chunk));
      if (bytes.length > chunk) this.#pump();
    }
    if (this.#pumpIsDue) return;
    // What has come in the same turn of the event loop goes as one; nothing waits for a timer.
    this.#pumpIsDue = true;
    setImmediate(() => {
      this.#pumpIsDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (const viewer of this.#viewers) viewer.pump();
    this.flowChanged();
  }
}
