/**
 * Errors as they cross a border: data, with what failed, on what, the engine's own words and what the user can do.
 */
import { z } from 'zod/mini';

export const errorCode = z.enum([
  /** The engine can't be reached, or the connection broke. */
  'engine-unreachable',
  /** The container, image, session or checkpoint isn't there (any more). */
  'not-found',
  /** The thing is in a state in which this can't be done. */
  'wrong-state',
  /** A name or a port is taken already. */
  'conflict',
  /** The engine, or the machine it runs on, can't do this at all. */
  'unsupported',
  /** The engine doesn't let this user do it. */
  'denied',
  /** It would do harm that the user has to agree to first. */
  'needs-consent',
  /** What was asked for makes no sense: a wrong name, a broken file. */
  'invalid',
  /** No space is left where it should be written. */
  'disk-full',
  /** CRIU could not freeze or bring back the container. */
  'criu',
  /** An answer could not be understood. */
  'malformed-reply',
  /** It was called off by the user, or by the app's end. */
  'cancelled',
  /** The engine failed for a reason of its own. */
  'engine-failed',
  /** A fault in Gantry itself. */
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

export const errorData = z.object({
  code: errorCode,
  /** One sentence: what failed and on what. Made by us, without the engine's words. */
  message: z.string(),
  /** What the engine (or CRIU, or the system) said, word for word; null where it said nothing. */
  engineMessage: z.nullable(z.string()),
  /** What the user can do next; null where there is nothing but to try again. */
  hint: z.nullable(z.string()),
});
export type ErrorData = z.infer<typeof errorData>;

/** An error that a user can act on. Everything thrown across rooms is one of these. */
export class GantryError extends Error {
  override readonly name = 'GantryError';
  readonly code: ErrorCode;
  readonly engineMessage: string | null;
  readonly hint: string | null;

  constructor(data: {
    code: ErrorCode;
    message: string;
    engineMessage?: string | null;
    hint?: string | null;
    cause?: unknown;
  }) {
    super(data.message, data.cause === undefined ? undefined : { cause: data.cause });
    this.code = data.code;
    this.engineMessage = data.engineMessage ?? null;
    this.hint = data.hint ?? null;
  }

  /** As it crosses a border. */
  toData(): ErrorData {
    return { code: this.code, message: this.message, engineMessage: this.engineMessage, hint: this.hint };
  }
}

/** Any thrown value as data; what is not a {@link GantryError} is a fault of ours and says so. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof GantryError) return thrown.toData();
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: 'Something went wrong inside Gantry.',
    engineMessage: words,
    hint: 'Please report this, with what you did before.',
  };
}
