/** What comes back from the engine: text, and JSON that fits or is refused. */
import type { ClientRequest, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import { errorOfReply, errorOfSocket } from './errors.ts';

/**
 * A good answer, or the error that a bad one tells.
 * @param doing what is done and on what, for messages: `Start web`
 */
export function answerOf(request: ClientRequest, doing: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('error', (error) => reject(errorOfSocket(error, doing)));
    request.on('response', (reply) => {
      const status = reply.statusCode ?? 0;
      if (status < 400) resolve(reply);
      else textOf(reply, doing).then((text) => reject(errorOfReply(status, text, doing)), reject);
    });
  });
}

/** The whole of an answer. Throws `engine-unreachable` when it is cut short. */
export async function textOf(reply: IncomingMessage, doing: string, signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of reply) chunks.push(chunk);
  } catch (thrown) {
    throw errorOfSocket(thrown, doing, signal);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Parses JSON of the engine with a schema. Throws `malformed-reply`.
 * @param what the call, for the message
 */
export function parseReply<S extends z.ZodType>(schema: S, text: string, what: string): z.infer<S> {
  return fitted(schema, parseJson(text, what), what);
}

/** What has been parsed as JSON already, with a schema. Throws `malformed-reply`. */
export function fitted<S extends z.ZodType>(schema: S, value: unknown, what: string): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(what, z.prettifyError(parsed.error));
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(what, text.slice(0, 500));
  }
}

/** @param words of the answer, or why it doesn't fit */
export function malformed(what: string, words: string): GantryError {
  return new GantryError({
    code: 'malformed-reply',
    message: `The engine's answer to ${what} could not be understood.`,
    engineMessage: words,
    hint: 'Its version may be one that Gantry does not know yet. Please report this.',
  });
}
