/** Failures of what we ask an engine for by ourselves: no call of the window waits for them. */
import { type ErrorCode, type ErrorData, toErrorData } from '../../../shared/errors.ts';

/** These tell themselves: the list says what is gone, the engine's state that it is. */
const told: ReadonlySet<ErrorCode> = new Set(['not-found', 'engine-unreachable', 'cancelled']);

/** Whether nobody needs to be told of a failure. */
export function tellsItself({ code }: Pick<ErrorData, 'code'>): boolean {
  return told.has(code);
}

/** Leaves a trace of what nobody would expect, where a developer looks. */
export function reportUnasked(doing: string, thrown: unknown): void {
  const error = toErrorData(thrown);
  if (!tellsItself(error)) console.error(`${doing}: ${error.message} ${error.engineMessage ?? ''}`);
}
