/** Log lines and the messages of a log's port. */
import { z } from 'zod/mini';
import { errorData } from './errors.ts';

export const logLine = z.object({
  stream: z.enum(['stdout', 'stderr']),
  /** As the engine wrote it, RFC 3339 with nanoseconds; null where it sends none. */
  time: z.nullable(z.string()),
  /** Without its line end, with its escape sequences. */
  text: z.string(),
});
export type LogLine = z.infer<typeof logLine>;

/** What a line takes, in UTF-16 units: a short one costs more than its text. */
export function sizeOf({ text }: Pick<LogLine, 'text'>): number {
  return text.length + 64;
}

/**
 * The last lines of a log are kept up to this size together (see {@link sizeOf}), however many were asked for: in the
 * main process while it reads them, and in the page.
 */
export const logBudget = 32 * 1024 * 1024;

export const logQuery = z.object({
  /** How many of the last lines to begin with; fewer where they are larger than {@link logBudget}. */
  tail: z.int().check(z.minimum(0), z.maximum(100_000)),
  follow: z.boolean(),
  /**
   * Only what was said after this time, in the form of a line's own time; left out: from the beginning. Podman 4 tells
   * times in whole seconds, so that what was said in the same second may come again.
   */
  since: z.optional(z.iso.datetime({ offset: true })),
});
export type LogQuery = z.infer<typeof logQuery>;

/** From the main process to the page. */
export const logMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lines'), lines: z.array(logLine) }),
  /** What comes next is not all that was asked for: older lines were left out, for {@link logBudget}. */
  z.object({ kind: z.literal('cut') }),
  /** No more comes: the container has ended, or the log was read to its end. */
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('error'), error: errorData }),
]);
export type LogMessage = z.infer<typeof logMessage>;

/** From the page to the main process: how many lines it has taken, so that a flood runs at the page's pace. */
export const logRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ack'), lines: z.int().check(z.minimum(0)) }),
  z.object({ kind: z.literal('close') }),
]);
export type LogRequest = z.infer<typeof logRequest>;
