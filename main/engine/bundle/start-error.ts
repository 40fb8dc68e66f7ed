/** Why a container could not be started, as far as its own command is to blame. */
import { GantryError } from '../../../shared/errors.ts';
import { RuntimeError } from '../../runtime/conmon/runtime-errors.ts';

/** @returns what was thrown; where the command could not be run, as an error that says so: nothing is missing but that */
export function startError(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof RuntimeError) || thrown.exitCode === null) return thrown;
  const { engineMessage } = thrown;
  return new GantryError({
    code: 'invalid',
    message: `Start ${name}: its command could not be run.`,
    engineMessage,
    hint: 'Check the command: it has to be there in the container, and executable.',
    cause: thrown,
  });
}
