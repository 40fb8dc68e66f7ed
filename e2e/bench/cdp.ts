/**
 * Chromium's debugging protocol, as far as the benchmarks need it: a whole test driver takes part in the start of what
 * it drives, and so in its time.
 */
import { z } from 'zod';
import { type Message, message, Page } from './cdp-page.ts';

const attached = z.object({
  sessionId: z.string(),
  targetInfo: z.object({ type: z.string(), targetId: z.string() }),
});
const made = z.object({ targetId: z.string() });

/** Milliseconds after which an answer will not come any more. */
const patience = 60_000;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** A connection to a browser, or to an Electron. */
export class Browser implements Disposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(message: Message) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(message.parse(JSON.parse(String(data)))));
    socket.addEventListener('close', () => {
      for (const id of this.#waiting.keys()) this.#settle(id, new Error('The connection to the browser has ended.'));
    });
  }

  /** @param url what Chromium says at its start: `DevTools listening on …` */
  static async connect(url: string): Promise<Browser> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`Nobody answers on ${url}.`)));
    });
    return new Browser(socket);
  }

  /** Rejects when there is no answer in a minute. */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const late = (): void =>
        this.#settle(id, new Error(`No answer to ${method} ${JSON.stringify(params).slice(0, 500)}`));
      this.#waiting.set(id, { resolve, reject, timer: setTimeout(late, patience) });
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  }

  /** @returns ends the listening */
  on(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first page there is, or will be. To be asked for once. */
  async firstPage(): Promise<Page> {
    const page = this.#nextPage();
    const options = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await this.send('Target.setAutoAttach', options);
    return page;
  }

  /** Opens a page of its own, in front, after the first has been asked for. */
  async newPage(): Promise<Page> {
    const page = this.#nextPage();
    made.parse(await this.send('Target.createTarget', { url: 'about:blank' }));
    return page;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  #nextPage(): Promise<Page> {
    return new Promise((resolve) => {
      const end = this.on(({ method, params }) => {
        if (method !== 'Target.attachedToTarget') return;
        const { sessionId, targetInfo } = attached.parse(params);
        if (targetInfo.type !== 'page') return;
        end();
        resolve(new Page(this, sessionId, targetInfo.targetId));
      });
    });
  }

  #receive(received: Message): void {
    const { id, error, result } = received;
    if (id !== undefined) this.#settle(id, error === undefined ? { result } : new Error(error.message));
    else for (const listener of this.#listeners) listener(received);
  }

  #settle(id: number, outcome: Error | { readonly result: unknown }): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (outcome instanceof Error) waiting.reject(outcome);
    else waiting.resolve(outcome.result);
  }
}
