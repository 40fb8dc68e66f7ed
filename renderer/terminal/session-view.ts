/** Looks at one session: its port on the one side, a screen on the other. Bytes stay bytes until xterm. */
import {
  type SessionPortRequest,
  type SessionSummary,
  sessionPortMessage,
  type TerminalSize,
} from '../../shared/session.ts';
import { Acks } from './acks.ts';
import { type BenchMarks, benchMarks } from './bench.ts';
import { Feed } from './feed.ts';
import { Input } from './input.ts';
import { isReply } from './replies.ts';
import type { Screen } from './screen.ts';

export interface SessionViewEvents {
  /** The session as the main process now tells it; comes in order with the output. */
  state(session: SessionSummary): void;
  /** As the program wrote it. */
  title(title: string): void;
  bell(): void;
  /** What was typed or pasted is more than can wait for a program that doesn't read. */
  inputRefused(bytes: number): void;
}

const encoder = new TextEncoder();

export class SessionView {
  readonly screen: Screen;
  readonly #port: MessagePort;
  readonly #events: SessionViewEvents;
  readonly #acks: Acks;
  readonly #feed: Feed;
  readonly #typed = new Input((bytes) => this.#post({ kind: 'input', bytes }));
  readonly #bench: BenchMarks | null;
  readonly #observer: ResizeObserver;
  #frame = 0;
  #gone = false;
  #replaying = 0;
  #isTerminal = true;
  /** The size that the main process knows; null before it has told anything. */
  #agreed: TerminalSize | null = null;

  /** @param session as it is known so far */
  constructor(screen: Screen, port: MessagePort, session: SessionSummary | null, events: SessionViewEvents) {
    this.screen = screen;
    this.#setTerminal(session?.terminal ?? true);
    this.#port = port;
    this.#events = events;
    this.#acks = new Acks((bytes) => this.#post({ kind: 'ack', bytes }));
    this.#bench = benchMarks(screen.element);
    this.#feed = new Feed(screen.terminal, (count) => {
      if (this.#gone) return;
      this.#acks.parsed(count);
      this.#bench?.parsed(count);
    });
    const { terminal } = screen;
    terminal.onData((data) => this.#send(data));
    terminal.onBinary((data) => this.#input(Uint8Array.from(data, (char) => char.charCodeAt(0))));
    terminal.onTitleChange((title) => this.#events.title(title));
    terminal.onBell(() => this.#replaying === 0 && this.#events.bell());
    this.#observer = new ResizeObserver(() => this.fitSoon());
    this.#observer.observe(screen.element);
    port.onmessage = ({ data }) => this.#receive(data);
  }

  /** Fits the screen to its element in the next frame: one resize a frame, however many causes. */
  fitSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.fit();
    });
  }

  fit(): void {
    if (this.#agreed === null || this.#replaying > 0) return;
    const size = this.screen.proposeSize();
    if (size === null) return;
    this.screen.resize(size);
    if (size.columns === this.#agreed.columns && size.rows === this.#agreed.rows) return;
    this.#agreed = size;
    this.#post({ kind: 'resize', size });
  }

  /** Ends the look, not the session. */
  dispose(): void {
    this.#gone = true;
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#feed.drop();
    this.#acks.flush();
    this.#port.onmessage = null;
    this.#port.close();
    this.screen.dispose();
  }

  #receive(data: unknown): void {
    const { success, data: message } = sessionPortMessage.safeParse(data);
    if (!success) return;
    if (message.kind === 'taken') this.#typed.taken(message.bytes);
    else if (message.kind === 'replay') this.#replay(message.bytes, message.size);
    else {
      if (this.#agreed === null) this.#begin();
      if (message.kind === 'state') this.#state(message.session);
      else this.#output(message.bytes);
    }
  }

  #output(bytes: Uint8Array): void {
    const { byteLength } = bytes;
    this.#acks.received(byteLength);
    this.#bench?.received(byteLength);
    this.#feed.put(bytes);
  }

  /** The session tells of itself without a replay: the size it was opened with is the screen's. */
  #begin(): void {
    this.#agreed = { columns: this.screen.terminal.cols, rows: this.screen.terminal.rows };
    this.fitSoon();
  }

  /** Lays the kept screen out at the size it was kept at; only then it is fitted to this pane. */
  #replay(bytes: Uint8Array, size: TerminalSize): void {
    const { terminal } = this.screen;
    this.#replaying += 1;
    this.#feed.flush();
    // What came before waits in xterm's queue; the reset has its turn after it.
    terminal.write('', () => {
      if (this.#gone) return;
      terminal.reset();
      this.screen.resize(size);
    });
    terminal.write(bytes, () => {
      if (this.#gone) return;
      this.#replaying -= 1;
      this.#agreed = size;
      this.fit();
    });
  }

  #state(session: SessionSummary): void {
    this.#setTerminal(session.terminal);
    if (session.state.state === 'ended' || session.state.state === 'failed') this.#typed.drop();
    this.#events.state(session);
  }

  /** Without a TTY nobody between us and the program makes line ends of what they are on either side. */
  #setTerminal(isTerminal: boolean): void {
    this.#isTerminal = isTerminal;
    this.screen.terminal.options.convertEol = !isTerminal;
  }

  #send(data: string): void {
    if (this.#replaying > 0 && isReply(data)) return;
    this.#input(encoder.encode(this.#isTerminal ? data : data.replaceAll('\r', '\n')));
  }

  #input(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#typed.put(bytes)) this.#events.inputRefused(bytes.length);
  }

  #post(request: SessionPortRequest): void {
    this.#port.postMessage(request);
  }
}
