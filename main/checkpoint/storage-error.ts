/** What goes wrong in the catalogue's folder, as errors that a user can act on. */
import { GantryError } from '../../shared/errors.ts';

export function notFound(): GantryError {
  return new GantryError({ code: 'not-found', message: 'This archive is not in the catalogue any more.' });
}

export function storageError(message: string, thrown: unknown): GantryError {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const isFull = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
  const hint = isFull ? 'Make room, then try again.' : 'See whether the folder may be written to.';
  return new GantryError({ code: isFull ? 'disk-full' : 'denied', message, engineMessage: words, hint, cause: thrown });
}
