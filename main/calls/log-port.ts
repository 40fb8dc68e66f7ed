/** Sends a log's lines to the window, no faster than it takes them. */
import { toErrorData } from '../../shared/errors.ts';
import { type LogLine, type LogMessage, logRequest } from '../../shared/logs.ts';
import type { Port } from '../host/port.ts';

/** So many lines may be under way; more are read when half of them have been taken. */
const highWater = 20_000;

/** @param open begins to read the log, until the signal is aborted */
export function pumpLog(port: Port, open: (signal: AbortSignal) => AsyncIterable<readonly LogLine[]>): void {
  const ending = new AbortController();
  const window = new Window(ending.signal);
  port.onClose(() => ending.abort());
  port.onMessage((message) => {
    const request = logRequest.safeParse(message);
    if (!request.success || request.data.kind === 'close') {
      ending.abort();
      port.close();
    } else window.taken(request.data.lines);
  });
  const post = (message: LogMessage): void => {
    if (!ending.signal.aborted) port.post(message);
  };
  void pump(open(ending.signal), window, post).then(
    () => post({ kind: 'end' }),
    (thrown: unknown) => post({ kind: 'error', error: toErrorData(thrown) }),
  );
}

async function pump(
  log: AsyncIterable<readonly LogLine[]>,
  window: Window,
  post: (message: LogMessage) => void,
): Promise<void> {
  for await (const lines of log) {
    post({ kind: 'lines', lines: [...lines] });
    await window.sent(lines.length);
  }
}

/** Counts the lines that the page has not taken yet. */
class Window {
  #underWay = 0;
  #waiting: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#goOn());
  }

  /** Resolves when more may be sent. */
  async sent(lines: number): Promise<void> {
    this.#underWay += lines;
    if (this.#underWay <= highWater) return;
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
    });
  }

  taken(lines: number): void {
    this.#underWay = Math.max(0, this.#underWay - lines);
    if (this.#underWay <= highWater / 2) this.#goOn();
  }

  #goOn(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}
