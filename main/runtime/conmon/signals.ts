/** Signals by number and by name. The runtimes judge them differently (crun takes any name), so we judge them first. */
import { constants } from 'node:os';
import { GantryError } from '../../../shared/errors.ts';

const numbers: ReadonlyMap<string, number> = new Map(Object.entries(constants.signals));
/** Linux has 64; those from 34 on have names that Node doesn't list. */
const highest = 64;

/**
 * @param signal `15`, `TERM`, `SIGTERM`, `SIGRTMIN+3`, in any case
 * @throws GantryError `invalid` for what is none
 */
export function signalNumber(signal: number | string): number {
  const number = typeof signal === 'number' ? signal : numberOf(signal.trim().toUpperCase());
  if (number !== undefined && Number.isInteger(number) && number > 0 && number <= highest) return number;
  throw new GantryError({
    code: 'invalid',
    message: `${JSON.stringify(signal)} is no signal.`,
    hint: 'Give a number from 1 to 64, or a name such as SIGTERM.',
  });
}

function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const name = text.startsWith('SIG') ? text : `SIG${text}`;
  const realTime = /^SIGRT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name);
  if (realTime === null) return numbers.get(name);
  const [, end, sign = '+', offset = '0'] = realTime;
  // As glibc has them: it keeps 32 and 33 for itself.
  const number = (end === 'MIN' ? 34 : 64) + Number(`${sign}${offset}`);
  return number >= 34 ? number : undefined;
}
