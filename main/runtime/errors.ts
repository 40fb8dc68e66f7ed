/** Errors that every driver has. */
import { GantryError } from '../../shared/errors.ts';

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
