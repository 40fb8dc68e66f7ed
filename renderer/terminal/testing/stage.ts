/** Parts for the tests of terminals: a stage in the page, and the main process's end of a session's port. */
import type { SessionPortMessage, SessionPortRequest, SessionSummary } from '../../../shared/session.ts';
import { sessionPortRequest } from '../../../shared/session.ts';

export function makeStage(width = 800, height = 400): HTMLDivElement {
  const stage = document.createElement('div');
  stage.style.cssText = `position:fixed;inset:0 auto auto 0;width:${width}px;height:${height}px;font-family:monospace`;
  document.body.append(stage);
  return stage;
}

export function summary(changes: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: 'session-1',
    engineId: 'engine-1',
    containerId: 'container-1',
    containerName: 'web',
    kind: 'exec',
    command: ['/bin/sh'],
    terminal: true,
    endsInput: false,
    state: { state: 'running' },
    openedAt: 0,
    ...changes,
  };
}

/** The main process's end of a port, which notes all that the page asks for. */
export class FakeSession {
  readonly requests: SessionPortRequest[] = [];
  readonly page: MessagePort;
  readonly #main: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#main = port1;
    this.page = port2;
    port1.onmessage = ({ data }) => this.requests.push(sessionPortRequest.parse(data));
  }

  say(message: SessionPortMessage): void {
    this.#main.postMessage(message);
  }

  output(data: string | Uint8Array<ArrayBuffer>): void {
    this.say({ kind: 'output', bytes: typeof data === 'string' ? new TextEncoder().encode(data) : data });
  }

  get acknowledged(): number {
    return this.requests.reduce((sum, request) => sum + (request.kind === 'ack' ? request.bytes : 0), 0);
  }

  /** All input so far, as text of one character a byte. */
  get input(): string {
    return this.requests
      .map((request) => (request.kind === 'input' ? String.fromCharCode(...request.bytes) : ''))
      .join('');
  }

  get sizes(): readonly string[] {
    return this.requests.flatMap((request) =>
      request.kind === 'resize' ? [`${request.size.columns}x${request.size.rows}`] : [],
    );
  }
}
