/** What goes wrong with an image, as errors that a user can act on. */
import { GantryError } from '../../../../shared/errors.ts';

/** For what is broken, or made to do harm. */
export function badImage(why: string, cause?: unknown): GantryError {
  return new GantryError({
    code: 'invalid',
    message: why,
    engineMessage: cause === undefined ? null : wordsOf(cause),
    hint: 'Get the image anew: this one is not as it was made.',
    cause,
  });
}

/** For what our own unpacker can't do. */
export function beyondUs(what: string): GantryError {
  return new GantryError({
    code: 'unsupported',
    message: `${what} can't be unpacked here.`,
    hint: 'For an image, install umoci; unpack a root file system with tar, and import its folder. Then try again.',
  });
}

/**
 * Whatever an import has thrown.
 * @param doing such as `Import busybox.tar`
 */
export function importFault(doing: string, thrown: unknown, signal: AbortSignal | undefined): GantryError {
  if (signal?.aborted) return new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new GantryError({
      code: 'disk-full',
      message: `${doing}: there is no room for it.`,
      engineMessage: wordsOf(thrown),
      hint: 'Make room, or remove images that are no longer needed.',
      cause: thrown,
    });
  }
  if (thrown instanceof GantryError) {
    const { engineMessage, hint } = thrown;
    return new GantryError({
      code: thrown.code,
      message: `${doing}: ${thrown.message}`,
      engineMessage,
      hint,
      cause: thrown,
    });
  }
  return new GantryError({
    code: code === 'ENOENT' ? 'not-found' : code === 'EACCES' || code === 'EPERM' ? 'denied' : 'invalid',
    message: `${doing}: it can't be read or unpacked.`,
    engineMessage: wordsOf(thrown),
    hint: 'See whether the file is whole and may be read.',
    cause: thrown,
  });
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
