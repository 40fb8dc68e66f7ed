/** Signals by number and by name. The runtimes judge them differently (crun takes any name), so we judge them first. */
import { GantryError } from '../../../shared/errors.ts';
import { signalNumber as numberOf } from '../../../shared/signals.ts';

/**
 * @param signal `15`, `TERM`, `SIGTERM`, `SIGRTMIN+3`, in any case
 * @throws GantryError `invalid` for what is none
 */
export function signalNumber(signal: number | string): number {
  const number = numberOf(String(signal));
  if (number !== null) return number;
  throw new GantryError({
    code: 'invalid',
    message: `${JSON.stringify(signal)} is no signal.`,
    hint: 'Give a number from 1 to 64, or a name such as SIGTERM.',
  });
}
