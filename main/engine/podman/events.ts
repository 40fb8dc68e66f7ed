/** The engine's event stream. */
import { z } from 'zod';
import { answered } from '../../runtime/podman/answered.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';
import { errorOfSocket } from '../../runtime/podman/errors.ts';
import { Lines } from './lines.ts';

/** Docker's shape, which the API speaks (newer engines leave out `id` and `status`), and libpod's own (`ID`, `Status`). */
const event = z.object({
  Type: z.string().optional(),
  Action: z.string().optional(),
  status: z.string().optional(),
  Status: z.string().optional(),
  id: z.string().optional(),
  ID: z.string().optional(),
  Actor: z.object({ ID: z.string().optional() }).optional(),
});

export type EngineEvent =
  /** Something has happened to this container. */
  | { readonly kind: 'container'; readonly id: string; readonly action: string }
  /** Images came or went, or their names did. */
  | { readonly kind: 'images' }
  /** Of no matter for the lists: volumes, networks … */
  | { readonly kind: 'other' }
  /** Nobody knows what has happened: all has to be read again. */
  | { readonly kind: 'unknown' };

/** What happens to an image and leaves the list of them as it was. */
const untouching: ReadonlySet<string> = new Set(['mount', 'unmount', 'push', 'save']);

/** One line of the stream. */
export function parseEvent(line: string): EngineEvent {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { kind: 'unknown' };
  }
  const parsed = event.safeParse(json);
  if (!parsed.success) return { kind: 'unknown' };
  const { Type, Action, status, Status, id, ID, Actor } = parsed.data;
  const action = Action || status || Status;
  if (Type === 'image') return { kind: untouching.has(action ?? '') ? 'other' : 'images' };
  if (Type !== undefined && Type !== 'container') return Type === '' ? { kind: 'unknown' } : { kind: 'other' };
  const containerId = Actor?.ID || id || ID;
  if (!containerId || !action) return { kind: 'unknown' };
  return { kind: 'container', id: containerId, action };
}

/** What happens from now on. Opened when this answers; ends when the engine ends it. */
export async function openEvents(client: LibpodClient, signal: AbortSignal): Promise<AsyncIterable<EngineEvent>> {
  const query = { stream: true, filters: JSON.stringify({ type: ['container', 'image'] }) };
  const doing = "Listen to the engine's events";
  // Only its beginning has a limit.
  const reply = await answered((limited) => client.stream('GET', '/events', { query, signal: limited, doing }), {
    signal,
  });
  return (async function* () {
    const lines = new Lines();
    try {
      for await (const chunk of reply) {
        for (const line of lines.read(chunk)) if (line.trim() !== '') yield parseEvent(line);
      }
    } catch (thrown) {
      throw errorOfSocket(thrown, doing);
    }
  })();
}
