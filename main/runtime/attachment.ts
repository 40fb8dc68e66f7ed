/** What the drivers' attach sessions have in common: how one is left, called off, and taken apart. */
import type { Duplex } from 'node:stream';
import type { GantryError } from '../../shared/errors.ts';
import { DetachKeys } from './detach-keys.ts';

export interface Attachment {
  /** Who looks. */
  readonly connection: Duplex;
  /** What leads to the container's first process. */
  readonly socket: Duplex;
  /** As `detachBytes` gives them. */
  readonly keys: Uint8Array;
  readonly cancel: AbortSignal;
  /** The detach keys were typed: `end` takes the session apart. */
  readonly leave: (end: () => void) => void;
  /** What is told of a socket that has failed. */
  readonly asError: (thrown: unknown) => GantryError;
}

/**
 * Lasts as long as `hand` does, which hands over both ways: what was typed comes through `typed`. What fails when the
 * session was left, called off or closed is its end, and no error.
 */
export async function untilOver(
  { connection, socket, keys, cancel, leave, asError }: Attachment,
  hand: (typed: DetachKeys, isOver: () => boolean) => Promise<void>,
): Promise<void> {
  let isLeft = false;
  const isOver = (): boolean => isLeft || cancel.aborted || connection.destroyed;
  const end = (): void => void socket.destroy();
  const typed = new DetachKeys(keys, () => {
    isLeft = true;
    leave(end);
  });
  cancel.addEventListener('abort', end);
  connection.once('close', end);
  try {
    if (!isOver()) await hand(typed, isOver);
  } catch (thrown) {
    if (!isOver()) throw asError(thrown);
  } finally {
    cancel.removeEventListener('abort', end);
    connection.removeListener('close', end);
    connection.unpipe(typed);
    typed.destroy();
    socket.destroy();
  }
}
