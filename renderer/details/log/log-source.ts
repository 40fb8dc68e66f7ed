/** Reads a container's log through its port into a buffer, at the page's pace. */
import { type ErrorData, toErrorData } from '../../../shared/errors.ts';
import { type LogLine, type LogRequest, logMessage } from '../../../shared/logs.ts';
import { call, receivePort } from '../../bridge/index.ts';
import type { LogBuffer } from './log-buffer.ts';
import { SkipKnown } from './skip-known.ts';

export type LogState =
  | { readonly state: 'opening' }
  | { readonly state: 'following' }
  /** No more comes by itself. */
  | { readonly state: 'ended' }
  | { readonly state: 'failed'; readonly error: ErrorData };

/** How many of the last lines a log begins with: they are there at once. */
export const firstTail = 10_000;

export class LogSource {
  readonly #engineId: string;
  readonly #containerId: string;
  readonly #buffer: LogBuffer;
  readonly #tell: (state: LogState) => void;
  #port: MessagePort | null = null;
  #waiting: LogLine[] = [];
  #known: SkipKnown | null = null;
  #frame = 0;
  /** Another one for each opening: answers to the one before come to nothing. */
  #turn = 0;

  constructor(engineId: string, containerId: string, buffer: LogBuffer, tell: (state: LogState) => void) {
    this.#engineId = engineId;
    this.#containerId = containerId;
    this.#buffer = buffer;
    this.#tell = tell;
  }

  /** Opens the log; once more after it has ended: what is there already isn't added again. */
  async open(tail = firstTail): Promise<void> {
    this.#close();
    const turn = this.#turn;
    this.#tell({ state: 'opening' });
    const last = this.#buffer.lastTime();
    if (last === null) this.#buffer.clear();
    this.#known = last === null ? null : new SkipKnown(last);
    try {
      const query = { tail, follow: true };
      const input = { engineId: this.#engineId, containerId: this.#containerId, query };
      const { portId } = await call('containers.openLog', input);
      const port = await receivePort(portId);
      if (turn !== this.#turn) return end(port);
      this.#port = port;
      port.onmessage = ({ data }) => this.#receive(data);
      this.#tell({ state: 'following' });
    } catch (thrown) {
      if (turn === this.#turn) this.#tell({ state: 'failed', error: toErrorData(thrown) });
    }
  }

  dispose(): void {
    this.#close();
  }

  #close(): void {
    this.#turn += 1;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#waiting = [];
    if (this.#port !== null) end(this.#port);
    this.#port = null;
  }

  #receive(data: unknown): void {
    const { success, data: message } = logMessage.safeParse(data);
    if (!success) return;
    if (message.kind === 'lines') {
      for (const line of message.lines) this.#waiting.push(line);
      // What comes within a frame is drawn once.
      if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#take());
      return;
    }
    this.#take();
    if (message.kind === 'cut') {
      this.#buffer.wasCut();
      return;
    }
    this.#close();
    if (message.kind === 'end') this.#tell({ state: 'ended' });
    else this.#tell({ state: 'failed', error: message.error });
  }

  #take(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    const known = this.#known;
    this.#buffer.append(known === null ? lines : lines.filter((line) => known.isNew(line)));
    if (this.#port !== null) post(this.#port, { kind: 'ack', lines: lines.length });
  }
}

function post(port: MessagePort, request: LogRequest): void {
  port.postMessage(request);
}

function end(port: MessagePort): void {
  port.onmessage = null;
  post(port, { kind: 'close' });
  port.close();
}
