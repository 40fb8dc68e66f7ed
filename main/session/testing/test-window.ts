/** A window that looks at a session, as the main process sees one: it takes bytes, and acknowledges when it is told to. */
import {
  type SessionPortMessage,
  type SessionPortRequest,
  type SessionState,
  sessionPortMessage,
} from '../../../shared/session.ts';
import type { Port } from '../../host/port.ts';

export class TestWindow {
  readonly port: Port;
  readonly messages: SessionPortMessage[] = [];
  /** Called with each output instead of collecting it. */
  onOutput: ((bytes: Uint8Array) => void) | null = null;
  /** While true, everything is acknowledged as soon as it comes. */
  acknowledges = true;
  unacknowledged = 0;
  /** Bytes of what was typed that have gone to the program. */
  taken = 0;
  isClosed = false;
  #shown: Uint8Array[] = [];
  #deliver: (message: unknown) => void = () => {};
  #hangUp: () => void = () => {};
  #waiting: (() => void)[] = [];

  constructor() {
    this.port = {
      post: (message) => this.#receive(sessionPortMessage.parse(message)),
      onMessage: (listener) => {
        this.#deliver = listener;
      },
      onClose: (listener) => {
        this.#hangUp = listener;
      },
      close: () => {
        this.isClosed = true;
        this.#tell();
      },
    };
  }

  /** What is on the screen, as bytes. */
  get shown(): Buffer {
    return Buffer.concat(this.#shown);
  }

  get text(): string {
    return this.shown.toString();
  }

  get state(): SessionState | null {
    const last = this.messages.findLast((message) => message.kind === 'state');
    return last?.session.state ?? null;
  }

  send(request: SessionPortRequest): void {
    this.#deliver(request);
  }

  /** Whatever a page may send. */
  sendAnything(message: unknown): void {
    this.#deliver(message);
  }

  type(text: string): void {
    this.send({ kind: 'input', bytes: new TextEncoder().encode(text) });
  }

  resize(columns: number, rows: number): void {
    this.send({ kind: 'resize', size: { columns, rows } });
  }

  acknowledge(bytes = this.unacknowledged): void {
    this.unacknowledged -= bytes;
    if (bytes > 0) this.send({ kind: 'ack', bytes });
  }

  /** The page is gone. */
  hangUp(): void {
    this.#hangUp();
  }

  /** Waits until the condition holds; it is looked at after each message. */
  async until(holds: (window: this) => boolean): Promise<void> {
    while (!holds(this)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async untilText(part: string | RegExp): Promise<void> {
    await this.until(({ text }) => (typeof part === 'string' ? text.includes(part) : part.test(text)));
  }

  async untilState(state: SessionState['state']): Promise<SessionState> {
    await this.until((window) => window.state?.state === state);
    if (this.state === null) throw new Error('No state was told.');
    return this.state;
  }

  #receive(message: SessionPortMessage): void {
    if (message.kind === 'output') {
      this.unacknowledged += message.bytes.length;
      if (this.onOutput === null) this.#shown.push(message.bytes);
      else this.onOutput(message.bytes);
      // As in a page: an answer never comes while the message is still being posted.
      if (this.acknowledges) queueMicrotask(() => this.acknowledges && this.acknowledge());
    } else if (message.kind === 'taken') this.taken += message.bytes;
    else {
      if (message.kind === 'replay') this.#shown = [message.bytes];
      this.messages.push(message);
    }
    this.#tell();
  }

  #tell(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
