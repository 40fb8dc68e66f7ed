/** Sessions, and the messages of a session's port. */
import { z } from 'zod/mini';
import { errorData } from './errors.ts';

export const terminalSize = z.object({
  columns: z.int().check(z.minimum(1), z.maximum(1000)),
  rows: z.int().check(z.minimum(1), z.maximum(1000)),
});
export type TerminalSize = z.infer<typeof terminalSize>;

/** Its container was frozen into a checkpoint, and what ran there ended with that. */
const byFreeze = z.optional(z.boolean());

export const sessionState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting') }),
  z.object({ state: z.literal('running') }),
  /** Ended by itself; the code is null where the engine no longer knows it. */
  z.object({ state: z.literal('ended'), exitCode: z.nullable(z.number()), byFreeze }),
  z.object({
    state: z.literal('failed'),
    error: errorData,
    byFreeze,
    /** The connection to a command was lost that may go on, until it is ended at the next start or with the session. */
    mayRunOn: z.optional(z.boolean()),
  }),
]);
export type SessionState = z.infer<typeof sessionState>;

export const sessionSummary = z.object({
  id: z.string(),
  engineId: z.string(),
  containerId: z.string(),
  containerName: z.string(),
  /** An exec session, or an attach session: the container's own first process. */
  kind: z.enum(['exec', 'attach']),
  /** What runs; for an attach session the container's command. */
  command: z.array(z.string()),
  /** False: no TTY, stdout and stderr come apart and are shown as one. */
  terminal: z.boolean(),
  /** Its end closes the container's standard input for good, and most programs end by that. */
  endsInput: z.boolean(),
  state: sessionState,
  openedAt: z.number(),
});
export type SessionSummary = z.infer<typeof sessionSummary>;

export const sessionRequest = z.object({
  engineId: z.string(),
  containerId: z.string(),
  kind: z.enum(['exec', 'attach']),
  /** For exec; null: the best shell in the container. */
  command: z.nullable(z.array(z.string()).check(z.minLength(1))),
  /** For exec; null: the container's own. */
  user: z.nullable(z.string()),
  workingDirectory: z.nullable(z.string()),
  /** For attach: the user knows that this session's end may close the container's standard input. Left out: no. */
  mayEndInput: z.optional(z.boolean()),
  size: terminalSize,
});
export type SessionRequest = z.infer<typeof sessionRequest>;

/** A chunk of raw TTY bytes. They stay bytes until xterm. */
const bytes = z.instanceof(Uint8Array);

/**
 * So many bytes of input may be under way: a program that doesn't read must not fill the main process's memory. The page
 * keeps the rest until it hears that they were taken.
 */
export const inputWindow = 256 * 1024;

/** From the page to the main process. */
export const sessionPortRequest = z.discriminatedUnion('kind', [
  /** No more than {@link inputWindow} before it is told that they were taken. */
  z.object({ kind: z.literal('input'), bytes }),
  z.object({ kind: z.literal('resize'), size: terminalSize }),
  /** So many bytes more have been parsed. */
  z.object({ kind: z.literal('ack'), bytes: z.int().check(z.minimum(0)) }),
]);
export type SessionPortRequest = z.infer<typeof sessionPortRequest>;

/** From the main process to the page. */
export const sessionPortMessage = z.discriminatedUnion('kind', [
  /** What was there before this view looked; begin with an empty screen. Not to be acknowledged. */
  z.object({ kind: z.literal('replay'), bytes, size: terminalSize }),
  z.object({ kind: z.literal('output'), bytes }),
  /** So many bytes more of the input have gone to the program, or nobody is there to take them. */
  z.object({ kind: z.literal('taken'), bytes: z.int().check(z.minimum(0)) }),
  z.object({ kind: z.literal('state'), session: sessionSummary }),
]);
export type SessionPortMessage = z.infer<typeof sessionPortMessage>;
