/** What a test owns goes when it is over. `using` would say the same, but the tool that checks the layers can't read it. */
import { onTestFinished } from 'vitest';

export function owned<T extends AsyncDisposable | Disposable>(thing: T): T {
  onTestFinished(async () => {
    if (Symbol.asyncDispose in thing) await thing[Symbol.asyncDispose]();
    else thing[Symbol.dispose]();
  });
  return thing;
}
