/** A page, by Chromium's debugging protocol. */
import { z } from 'zod';

export const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
});
export type Message = z.infer<typeof message>;

const evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string() }).optional(),
});
const called = z.object({ name: z.string(), payload: z.string() });
const added = z.object({ identifier: z.string() });
/** What the page's script calls. */
const binding = 'gantryBenchTell';

interface Connection {
  send(method: string, params?: object, sessionId?: string): Promise<unknown>;
  on(listener: (message: Message) => void): () => void;
}

export class Page {
  readonly #browser: Connection;
  readonly #sessionId: string;
  readonly #targetId: string;

  constructor(browser: Connection, sessionId: string, targetId: string) {
    this.#browser = browser;
    this.#sessionId = sessionId;
    this.#targetId = targetId;
  }

  send(method: string, params: object = {}): Promise<unknown> {
    return this.#browser.send(method, params, this.#sessionId);
  }

  /**
   * Runs a script in the page, in the one that is there and in each that comes, until one of them tells something.
   * @param script calls `tell(text)` once
   */
  told(script: string): Promise<string> {
    // A page that gives way to another in this moment runs it there.
    return this.#tells(script, (source) =>
      this.send('Runtime.evaluate', { expression: source }).catch(() => undefined),
    );
  }

  /**
   * The same, only in the pages that come.
   * @param goOn brings the next one
   */
  nextTold(script: string, goOn: () => Promise<unknown>): Promise<string> {
    return this.#tells(script, goOn);
  }

  async #tells(script: string, begin: (source: string) => Promise<unknown>): Promise<string> {
    const source = `{ const tell = (text) => globalThis.${binding}?.(String(text)); ${script} }`;
    const telling = new Promise<string>((resolve) => {
      const end = this.#browser.on(({ method, params, sessionId }) => {
        if (method !== 'Runtime.bindingCalled' || sessionId !== this.#sessionId) return;
        end();
        resolve(called.parse(params).payload);
      });
    });
    await this.send('Runtime.enable');
    await this.send('Runtime.addBinding', { name: binding });
    await this.send('Page.enable');
    const { identifier } = added.parse(await this.send('Page.addScriptToEvaluateOnNewDocument', { source }));
    await begin(source);
    const text = await telling;
    await this.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
    return text;
  }

  /** @returns what the expression, or its promise, comes to */
  async evaluate(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = evaluated.parse(await this.send('Runtime.evaluate', options));
    if (exceptionDetails !== undefined) throw new Error(`${exceptionDetails.text} ${expression.slice(0, 200)}`);
    return result.value;
  }

  async click(x: number, y: number): Promise<void> {
    const at = { x, y, button: 'left', clickCount: 1 };
    await this.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await this.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.closeTarget', { targetId: this.#targetId });
  }
}
