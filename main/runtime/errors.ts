/** Errors that every driver has. */
import { type ErrorCode, GantryError } from '../../shared/errors.ts';

/**
 * For a method that a driver can't serve.
 * @param method of `OCIRuntime`
 * @param why in a sentence
 */
export function unsupported(method: string, why: string): GantryError {
  return new GantryError({
    code: 'unsupported',
    message: `This can't be done here (${method}).`,
    engineMessage: null,
    hint: why,
  });
}

/** @returns what was thrown; where it has one of these codes, with a hint that knows more */
export function withHint(thrown: unknown, codes: readonly ErrorCode[], hint: string): unknown {
  if (!(thrown instanceof GantryError) || !codes.includes(thrown.code)) return thrown;
  const { code, message, engineMessage } = thrown;
  return new GantryError({ code, message, engineMessage, hint, cause: thrown });
}

/** What a user can do where a pre-checkpoint is refused: runc says no more than that CRIU is missing features. */
export const canNotTrackMemory =
  "This machine's kernel or CRIU may not track what memory changes, which it takes: freeze it whole, without a pre-checkpoint.";
