/** What runs in terminals, which is asked of the engine before they are closed. */
import type { SessionSummary } from '../../shared/session.ts';
import { call } from '../bridge/index.ts';

/** The command lines, the session's own first; null: not known, as the engine is slow or gone, or can't tell. */
export type Programs = readonly string[] | null;

/** Milliseconds: who closes a terminal waits no longer for the engine, and is asked himself then. */
const patience = 800;

/** Of commands that run; never rejects. */
export async function programsOf({ id: sessionId, kind, state }: SessionSummary): Promise<Programs> {
  if (kind !== 'exec' || state.state !== 'running') return null;
  const asked = call('sessions.programs', { sessionId }).catch(() => null);
  return Promise.race([asked, new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))]);
}
