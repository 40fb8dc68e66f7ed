/** Listens to an engine's events over its socket, with nothing in between. */
import http from 'node:http';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { inTime, now } from './clock.ts';

export interface EventListener extends AsyncDisposable {
  /**
   * Rejects when none comes in ten seconds.
   * @returns the time since 1970, in milliseconds, at which the next such event of a container comes
   */
  next(id: string, action: string): Promise<number>;
}

const podmanEvent = z.object({ Action: z.string(), Actor: z.object({ ID: z.string() }) });

export async function listen(socketPath: string): Promise<EventListener> {
  const ending = new AbortController();
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const path = '/v4.0.0/libpod/events?stream=true';
    http.get({ socketPath, path, signal: ending.signal }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`The events were answered ${response.statusCode}.`);
  const waiting = new Set<(text: string, at: number) => void>();
  // Both fail when they are ended; that an event doesn't come is noticed by whom waits for it.
  response.on('error', () => {});
  const lines = createInterface({ input: response }).on('error', () => {});
  lines.on('line', (text) => {
    const at = now();
    for (const each of waiting) each(text, at);
  });
  const next = (id: string, action: string): Promise<number> =>
    new Promise((resolve) => {
      const look = (text: string, at: number): void => {
        const { Action, Actor } = podmanEvent.parse(JSON.parse(text));
        if (Action !== action || Actor.ID !== id) return;
        waiting.delete(look);
        resolve(at);
      };
      waiting.add(look);
    });
  return {
    next: (id, action) => inTime(next(id, action), `The event "${action}" of ${id}`),
    async [Symbol.asyncDispose]() {
      ending.abort();
    },
  };
}
