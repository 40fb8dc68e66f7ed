/** Failures of what we ask an engine for by ourselves: no call of the window waits for them. */
import { type ErrorCode, toErrorData } from '../../../shared/errors.ts';

/** These tell themselves: the list says what is gone, the engine's state that it is. */
const told: ReadonlySet<ErrorCode> = new Set(['not-found', 'engine-unreachable', 'cancelled']);

/** Leaves a trace of what nobody would expect, where a developer looks. */
export function reportUnasked(doing: string, thrown: unknown): void {
  const { code, message, engineMessage } = toErrorData(thrown);
  if (!told.has(code)) console.error(`${doing}: ${message} ${engineMessage ?? ''}`);
}
