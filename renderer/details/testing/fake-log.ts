/** The main process' end of a container's log: a test says what comes through the port. */
import type { LogLine, LogMessage, LogRequest } from '../../../shared/logs.ts';

export class FakeLog {
  /** What the page has asked for through all its ports, in order. */
  readonly requests: LogRequest[] = [];
  #port: MessagePort | null = null;
  #opened = 0;

  /** To be the answer to `containers.openLog`. */
  readonly open = (): { portId: string } => {
    const { port1, port2 } = new MessageChannel();
    this.#opened += 1;
    const portId = `log-${this.#opened}-${crypto.randomUUID()}`;
    port1.onmessage = ({ data }: MessageEvent<LogRequest>) => this.requests.push(data);
    this.#port = port1;
    window.postMessage({ gantry: 'port', portId }, '*', [port2]);
    return { portId };
  };

  get timesOpened(): number {
    return this.#opened;
  }

  /** How many lines the page has taken. */
  get taken(): number {
    return this.requests.reduce((sum, request) => sum + (request.kind === 'ack' ? request.lines : 0), 0);
  }

  send(...lines: LogLine[]): void {
    this.#post({ kind: 'lines', lines });
  }

  /** Lines of standard output without times. */
  print(...texts: string[]): void {
    this.send(...texts.map((text): LogLine => ({ stream: 'stdout', time: null, text })));
  }

  /** Lines that come next were cut by the main process. */
  cut(): void {
    this.#post({ kind: 'cut' });
  }

  end(): void {
    this.#post({ kind: 'end' });
  }

  fail(message: string, engineMessage: string | null): void {
    this.#post({
      kind: 'error',
      error: { code: 'engine-unreachable', message, engineMessage, hint: 'Follow it again.' },
    });
  }

  #post(message: LogMessage): void {
    if (this.#port === null) throw new Error('No log has been opened.');
    this.#port.postMessage(message);
  }
}
