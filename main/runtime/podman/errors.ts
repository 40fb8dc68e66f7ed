/** Podman's errors, and those of the way to it, as ones that a user can act on. */
import { z } from 'zod';
import { type ErrorCode, GantryError } from '../../../shared/errors.ts';
import { kindOfStatus, kindOfWords } from './error-kinds.ts';

/** libpod's `errorhandling.ErrorModel`. */
const errorModel = z.object({ cause: z.string().optional(), message: z.string(), response: z.number().optional() });

/**
 * The error that an answer tells.
 * @param doing what was done and on what: `Start web`
 */
export function errorOfReply(status: number, text: string, doing: string): GantryError {
  const words = wordsOf(text) ?? `HTTP ${status}`;
  const spoken = kindOfWords(words);
  // A thing that isn't there isn't there, whatever else its name says.
  const isGone = status === 404 && spoken?.code !== 'not-found';
  const { code, hint } = (isGone ? null : spoken) ?? kindOfStatus(status);
  return new GantryError({ code, message: `${doing}: the engine refused.`, engineMessage: words, hint });
}

/** The engine's own words in an error's body; null where there are none. */
function wordsOf(text: string): string | null {
  try {
    const parsed = errorModel.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.message;
  } catch {
    // Not JSON: a proxy, or a Podman that answers in plain text.
  }
  return text.trim() === '' ? null : text.trim().slice(0, 2000);
}

/**
 * The error that a broken, refused or aborted connection tells.
 * @param signal by which it may have been called off: Node tells that as a broken connection once an answer has begun
 */
export function errorOfSocket(thrown: unknown, doing: string, signal?: AbortSignal): GantryError {
  if (thrown instanceof GantryError) return thrown;
  if (isAbort(thrown) || signal?.aborted)
    return new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
  const code = codeOf(thrown);
  // Without a system's code, or thrown by a wrong call: no connection has failed, we have.
  if (code === null || thrown instanceof TypeError || thrown instanceof RangeError) {
    return told('internal', `${doing}: something went wrong inside Gantry.`, 'Please report this.', thrown);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const hint = "The engine's socket belongs to another user: start the app as that user, or allow this one.";
    return told('denied', `${doing}: the engine's socket may not be opened.`, hint, thrown);
  }
  const hint = 'Gantry connects again by itself: then try once more. If it stays so, see whether Podman runs.';
  return told('engine-unreachable', `${doing}: the engine can't be reached.`, hint, thrown);
}

/** What Node says of a connection that broke. It tells nothing more, and the engine said nothing. */
const nodesOwn: ReadonlySet<string> = new Set(['aborted', 'socket hang up', 'Premature close']);

function told(code: ErrorCode, message: string, hint: string | null, cause: unknown): GantryError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const engineMessage = nodesOwn.has(words) ? null : words;
  return new GantryError({ code, message, engineMessage, hint, cause });
}

function isAbort(thrown: unknown): boolean {
  return codeOf(thrown) === 'ABORT_ERR' || (thrown instanceof Error && thrown.name === 'AbortError');
}

function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}
