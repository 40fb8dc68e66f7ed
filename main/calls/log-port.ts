/** Sends a log's lines to the window, no faster than it takes them. */
import { toErrorData } from '../../shared/errors.ts';
import { type LogLine, type LogMessage, logRequest, sizeOf } from '../../shared/logs.ts';
import type { Port } from '../host/port.ts';

/** So many lines, and so much of them, may be under way; more are read when half of it has been taken. */
const highWater = { lines: 20_000, size: 8 * 1024 * 1024 };

/** @param open begins to read the log, until the signal is aborted; calls `cut` when it leaves older lines out */
export function pumpLog(
  port: Port,
  open: (signal: AbortSignal, cut: () => void) => AsyncIterable<readonly LogLine[]>,
): void {
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
  const cut = (): void => post({ kind: 'cut' });
  void pump(open(ending.signal, cut), window, post).then(
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
    await window.sent(lines);
  }
}

/** Counts what the page has not taken yet. */
class Window {
  #underWay = { lines: 0, size: 0 };
  /** The bundles under way, the oldest first. */
  readonly #bundles: { lines: number; size: number }[] = [];
  #waiting: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#goOn());
  }

  /** Resolves when more may be sent. */
  async sent(lines: readonly LogLine[]): Promise<void> {
    const bundle = { lines: lines.length, size: lines.reduce((sum, line) => sum + sizeOf(line), 0) };
    this.#bundles.push(bundle);
    this.#underWay.lines += bundle.lines;
    this.#underWay.size += bundle.size;
    if (this.#isWithin(1)) return;
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
    });
  }

  taken(lines: number): void {
    let left = lines;
    for (let next = this.#bundles[0]; next !== undefined && left > 0; next = this.#bundles[0]) {
      const part = Math.min(left, next.lines);
      const size = part === next.lines ? next.size : Math.floor((next.size * part) / next.lines);
      left -= part;
      next.lines -= part;
      next.size -= size;
      this.#underWay.lines -= part;
      this.#underWay.size -= size;
      if (next.lines === 0) this.#bundles.shift();
    }
    if (this.#isWithin(0.5)) this.#goOn();
  }

  #isWithin(share: number): boolean {
    const { lines, size } = this.#underWay;
    return lines <= highWater.lines * share && size <= highWater.size * share;
  }

  #goOn(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}
