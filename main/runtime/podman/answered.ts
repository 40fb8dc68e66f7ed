/** A limit for questions that an engine answers at once, or not at all. */
import { GantryError } from '../../../shared/errors.ts';

/** Milliseconds in which an engine that works tells what it is and has, also a busy one on a slow machine. */
export const patience = 20_000;

/**
 * Asks, and waits no longer than `limit` milliseconds. What has been answered in time isn't cut short later.
 * For questions that an engine's connection rests on: a late answer ends that, and then it is tried again, as the hint says.
 * @param ask gets a signal that ends the question, for `signal` or for being late
 * @throws GantryError `engine-unreachable` when it is late
 */
export async function answered<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { signal, limit = patience }: { readonly signal?: AbortSignal | undefined; readonly limit?: number } = {},
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limit);
  try {
    return await ask(signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]));
  } catch (thrown) {
    if (!late.signal.aborted || signal?.aborted) throw thrown;
    throw new GantryError({
      code: 'engine-unreachable',
      message: 'The engine takes the connection, but does not answer.',
      hint: "It is tried again by itself. If it stays so, restart Podman's service.",
      cause: thrown,
    });
  } finally {
    clearTimeout(timer);
  }
}
