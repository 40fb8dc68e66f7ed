/** Whether a session was ended by a freeze: the engine tells it of the container, in the moment after the end. */
import type { SessionRequest, SessionState } from '../../shared/session.ts';
import { isLost } from './lost.ts';
import type { SessionTarget } from './transport.ts';

/** The exit code of what SIGKILL has ended. */
const killed = 137;

/** Added to the state in which it is over. */
export type ByFreeze = Pick<Extract<SessionState, { state: 'ended' }>, 'byFreeze'>;

/** How one came to its end: by an exit code (null: not known), or by what was thrown. */
export type Ending = { readonly exitCode: number | null } | { readonly thrown: unknown };

/**
 * A freeze kills, or breaks off, what runs; a command that came to an end of its own, or may run on, was not ended by it.
 * The container's first process ends with the container, whatever code the engine has for that.
 */
function mayBeByFreeze(kind: SessionRequest['kind'], ending: Ending): boolean {
  if ('thrown' in ending) return !isLost(ending.thrown);
  return kind === 'attach' || ending.exitCode === null || ending.exitCode === killed;
}

/**
 * Asked before the end is told, so that it is told once, and rightly to whoever looks later, too. A container that went
 * with its freeze (`--rm`), and an engine that doesn't answer, tell nothing.
 */
export async function freezeOf(
  { runtime, container }: Pick<SessionTarget, 'runtime' | 'container'>,
  kind: SessionRequest['kind'],
  ending: Ending,
): Promise<ByFreeze> {
  if (!mayBeByFreeze(kind, ending)) return {};
  const status = await runtime.updateContainerStatus(container).catch(() => null);
  return status?.checkpointed === true ? { byFreeze: true } : {};
}
