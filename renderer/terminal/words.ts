/** What the pane says of a session. */

import type { SessionState, SessionSummary } from '../../shared/session.ts';
import type { Programs } from '../state/session-programs.ts';
import { plainLine } from '../ui/index.ts';
import { quoteWord } from '../ui/shell-words.ts';

/** What runs there, in one line. */
export function programLine({ command, kind }: Pick<SessionSummary, 'command' | 'kind'>): string {
  const words = plainLine(command.map(quoteWord).join(' '));
  return words !== '' ? words : kind === 'attach' ? 'its own process' : 'shell';
}

/** What runs there, and first, as a long command is cut, whether it is only looked at. @param program as it calls itself */
export function commandLine(session: Pick<SessionSummary, 'command' | 'kind'>, program = programLine(session)): string {
  return session.kind === 'attach' ? `attached: ${program}` : program;
}

/** What a shell runs, and what it has in the background; where nothing is known, the command itself. */
export function programsLine(session: Pick<SessionSummary, 'command' | 'kind'>, programs: Programs): string {
  const [first, ...others] = (programs ?? []).map(plainLine);
  const own = commandLine(session);
  if (first === undefined) return own;
  if (others.length > 0) return others.join(', ');
  return first;
}

export function stateWord({ state }: SessionState): string {
  return { starting: 'starting', running: 'running', ended: 'ended', failed: 'failed' }[state];
}

/** What is said of a session that has come to its end; null while it goes on. */
export function endSentence(session: SessionSummary): string | null {
  const { state } = session;
  if (state.state !== 'ended') return null;
  if (state.exitCode === null) return session.kind === 'attach' ? 'Container stopped' : 'Ended';
  const subject = session.kind === 'attach' ? 'Container exited' : 'Exited';
  return `${subject} with code ${state.exitCode}`;
}

/** The connection to it was lost, which has not ended it. */
export function mayRunOn(state: SessionState): boolean {
  return state.state === 'failed' && state.mayRunOn === true;
}

/** What closing its tab does to what runs there. */
export function closeWords({ state, kind, endsInput }: Pick<SessionSummary, 'state' | 'kind' | 'endsInput'>): string {
  if (mayRunOn(state)) return 'ends what may go on';
  if (state.state === 'ended' || state.state === 'failed') return 'nothing runs here any more';
  if (kind === 'exec') return 'ends its program';
  return endsInput
    ? 'closes the standard input of the container’s process'
    : 'detaches, the container’s process runs on';
}
