/** One view on a session: a window's port, and how far its screen has come. */
import {
  inputWindow,
  type SessionPortMessage,
  type SessionPortRequest,
  type SessionSummary,
  sessionPortRequest,
  type TerminalSize,
} from '../../shared/session.ts';
import type { Port } from '../host/port.ts';
import type { Backlog } from './backlog.ts';
import { FlowControl, type FlowLimits } from './flow-control.ts';

/** What a view wants from its session. */
export interface Viewed {
  readonly backlog: Backlog;
  summary(): SessionSummary;
  /** The kept screen up to the backlog's end, and its size. */
  replay(): { readonly bytes: Uint8Array<ArrayBuffer>; readonly size: TerminalSize };
  /** Resolves when it has gone to the program, or nobody is there to take it; never rejects. */
  input(bytes: Uint8Array): Promise<void>;
  resize(size: TerminalSize): void;
  /** Whether this viewer holds the source back may have changed. */
  flowChanged(): void;
  /** It looks no more. */
  gone(viewer: Viewer): void;
}

export class Viewer {
  readonly #port: Port;
  readonly #session: Viewed;
  readonly #flow: FlowControl;
  /** Up to here in the backlog it has been sent. */
  #position = 0;
  /** Bytes of input that are under way. */
  #typed = 0;
  #stateIsDue = true;
  #gone = false;

  constructor(port: Port, session: Viewed, limits: FlowLimits) {
    this.#port = port;
    this.#session = session;
    this.#flow = new FlowControl(limits, () => session.flowChanged());
  }

  /** Shows what there is, and from now on hears what the page says. */
  begin(): void {
    this.#replay();
    this.pump();
    this.#port.onClose(() => this.#leave());
    this.#port.onMessage((message) => this.#receive(message));
  }

  get holdsBack(): boolean {
    return this.#flow.holdsBack;
  }

  /** The session's state has changed. It is told after all output that came before. */
  stateChanged(): void {
    this.#stateIsDue = true;
    this.pump();
  }

  /** Sends what may be sent. */
  pump(): void {
    if (this.#gone) return;
    if (this.#isOvertaken && !this.#flow.isLetGo && this.#flow.underWay === 0) this.#replay();
    if (!this.#isOvertaken) this.#send();
    this.#flow.update(this.#unsent);
  }

  close(): void {
    if (this.#gone) return;
    this.#leave();
    this.#port.close();
  }

  get #unsent(): number {
    return this.#session.backlog.end - this.#position;
  }

  /** What it should get next is no longer in the backlog. */
  get #isOvertaken(): boolean {
    return this.#position < this.#session.backlog.start;
  }

  #send(): void {
    const { backlog } = this.#session;
    for (;;) {
      const bytes = backlog.read(this.#position, this.#flow.allowance(this.#unsent, this.#stateIsDue));
      if (bytes.length === 0) break;
      this.#position += bytes.length;
      this.#flow.sent(bytes.length);
      this.#post({ kind: 'output', bytes });
    }
    if (!this.#stateIsDue || this.#unsent > 0) return;
    this.#stateIsDue = false;
    this.#post({ kind: 'state', session: this.#session.summary() });
  }

  #replay(): void {
    this.#position = this.#session.backlog.end;
    this.#stateIsDue = true;
    this.#post({ kind: 'replay', ...this.#session.replay() });
  }

  #receive(message: unknown): void {
    if (this.#gone) return;
    const parsed = sessionPortRequest.safeParse(message);
    if (!parsed.success || !this.#serve(parsed.data)) this.close();
  }

  /** @returns false: it makes no sense */
  #serve(request: SessionPortRequest): boolean {
    if (request.kind === 'input') return this.#type(request.bytes);
    if (request.kind === 'resize') this.#session.resize(request.size);
    else {
      if (!this.#flow.acknowledged(request.bytes, this.#isOvertaken)) return false;
      this.pump();
      this.#session.flowChanged();
    }
    return true;
  }

  #type(bytes: Uint8Array): boolean {
    const { length } = bytes;
    if (this.#typed + length > inputWindow) return false;
    this.#typed += length;
    void this.#session.input(bytes).then(() => {
      this.#typed -= length;
      if (!this.#gone) this.#post({ kind: 'taken', bytes: length });
    });
    return true;
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#flow[Symbol.dispose]();
    this.#session.gone(this);
  }

  #post(message: SessionPortMessage): void {
    this.#port.post(message);
  }
}
