/** What is done to one container is done in turn, as under libpod's lock; what is done to others goes on beside it. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does it when all that was asked before for the same container is over, however that went. */
  of<T>(containerId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(containerId) ?? Promise.resolve();
    const now = before.then(work, work);
    this.#last.set(containerId, now);
    const over = (): void => {
      if (this.#last.get(containerId) === now) this.#last.delete(containerId);
    };
    now.then(over, over);
    return now;
  }

  /** When all that has been asked for until now is over. */
  async rest(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }
}
