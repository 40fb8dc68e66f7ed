/**
 * A fake of what preload puts into the window: it answers calls from a table, remembers what was asked, and pushes
 * what a test wants pushed. The renderer's own bridge runs over it as it is, with all its parsing.
 */
import { GantryError } from '../../../shared/errors.ts';
import type { Bridge, CallInput, CallName, CallOutput, PushName, PushPayload } from '../../../shared/ipc.ts';

type Answer<N extends CallName> = (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;
export type Answers = { [N in CallName]?: Answer<N> };

export class FakeBridge implements Bridge {
  readonly asked: { readonly name: string; readonly input: unknown }[] = [];
  readonly #answers = new Map<string, (input: never) => unknown>();
  readonly #listeners = new Set<(push: unknown) => void>();

  /** Answers these calls so from now on. A thrown {@link GantryError} crosses as the call's error. */
  answer(answers: Answers): this {
    for (const [name, how] of Object.entries(answers)) this.#answers.set(name, how);
    return this;
  }

  async call(name: string, input: unknown): Promise<unknown> {
    this.asked.push({ name, input });
    const how = this.#answers.get(name);
    if (how === undefined) {
      const message = `The fake bridge has no answer to ${name}.`;
      return { ok: false, error: { code: 'unsupported', message, engineMessage: null, hint: null } };
    }
    try {
      return { ok: true, value: await Reflect.apply(how, undefined, [input]) };
    } catch (thrown) {
      if (thrown instanceof GantryError) return { ok: false, error: thrown.toData() };
      throw thrown;
    }
  }

  onPush(listener: (push: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  push<N extends PushName>(name: N, payload: PushPayload<N>): void {
    for (const listener of this.#listeners) listener({ name, payload });
  }

  /** The inputs of the calls of this name, in their order. */
  inputs<N extends CallName>(name: N): unknown[] {
    return this.asked.filter((call) => call.name === name).map(({ input }) => input);
  }
}

/** Puts a fresh fake into the window. */
export function installFakeBridge(): FakeBridge {
  const bridge = new FakeBridge();
  Object.defineProperty(window, 'gantry', { value: bridge, configurable: true, writable: true });
  return bridge;
}
