/**
 * Whether a shell waits at its prompt: nothing else runs there, and the screen looks so. Closing a shell that surely idles
 * needs no question; whatever is in doubt gets one.
 */
import type { Terminal } from '@xterm/xterm';
import type { SessionSummary } from '../../shared/session.ts';
import type { Programs } from '../state/session-programs.ts';
import type { Screen } from './screen.ts';
import { mayRunOn } from './words.ts';

const shells = /(^|\/)-?(ba|da|a|z|k|fi|c|tc)?sh$/;
const promptEnd = /[$#%>❯➜λ]\s?$/u;

export function isShell(command: readonly string[]): boolean {
  const [program, ...rest] = command;
  return program !== undefined && shells.test(program) && rest.every((word) => /^-[il]+$/.test(word));
}

/** Text up to the cursor ends like a prompt, and no program has taken the whole screen. */
export function looksIdle(terminal: Terminal): boolean {
  const buffer = terminal.buffer.active;
  if (buffer.type === 'alternate') return false;
  const line = buffer.getLine(buffer.baseY + buffer.cursorY)?.translateToString(false, 0, buffer.cursorX);
  return line !== undefined && promptEnd.test(line);
}

/**
 * Without a question goes what has ended (not what was only lost), the look at a container's own process where that runs on, and a shell that is
 * seen to wait at its prompt, with nothing beside it. Anything else may be at work: a program that asks as a shell does, or
 * one in the background.
 */
export function surelyIdles(session: SessionSummary, screen: Screen | null, programs: Programs): boolean {
  if (session.state.state !== 'running' && !mayRunOn(session.state)) return true;
  if (session.kind === 'attach') return !session.endsInput;
  return isShell(session.command) && isShellAlone(programs) && screen !== null && looksIdle(screen.terminal);
}

/** The shell may have put another program into its own place (`exec`). */
function isShellAlone(programs: Programs): boolean {
  const [first, ...others] = programs ?? [];
  return first !== undefined && others.length === 0 && isShell(first.split(' '));
}
