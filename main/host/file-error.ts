/** Errors of files of ours, as ones that a user can act on. */
import { type ErrorCode, GantryError } from '../../shared/errors.ts';

/** The error that reading or writing a file of ours tells. */
export function errorOfFile(thrown: unknown, doing: string): GantryError {
  if (thrown instanceof GantryError) return thrown;
  switch (codeOf(thrown)) {
    case 'ENOENT':
      return told('not-found', `${doing}: the file or its folder is not there.`, 'It may have been moved.', thrown);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return told('denied', `${doing}: the file may not be opened.`, 'Choose another folder, or allow it.', thrown);
    case 'ENOSPC':
    case 'EDQUOT':
      return told('disk-full', `${doing}: the disk is full.`, 'Make room, then try again.', thrown);
    case 'EEXIST':
      return told('conflict', `${doing}: there is a file of this name already.`, 'Choose another name.', thrown);
    default:
      return told(
        'internal',
        `${doing}: the file can't be used.`,
        'See whether its disk works and is there, or choose another folder.',
        thrown,
      );
  }
}

function told(code: ErrorCode, message: string, hint: string, cause: unknown): GantryError {
  const engineMessage = cause instanceof Error ? cause.message : String(cause);
  return new GantryError({ code, message, engineMessage, hint, cause });
}

function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}
