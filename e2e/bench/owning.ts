/** What a piece of work owns goes when it is over. */

/** Takes something into the work's care. */
export type Own = <T extends AsyncDisposable | Disposable>(thing: Promise<T>) => Promise<T>;

/** `await using` says the same, but the tool that checks the layers can't read it. */
export async function owning<T>(work: (own: Own) => Promise<T>): Promise<T> {
  const owned = new AsyncDisposableStack();
  try {
    return await work(async (thing) => owned.use(await thing));
  } finally {
    await owned.disposeAsync();
  }
}
