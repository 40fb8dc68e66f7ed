/** Podman's errors, and those of the way to it, as ones that a user can act on. */
import { z } from 'zod';
import { type ErrorCode, GantryError } from '../../../shared/errors.ts';

/** libpod's `errorhandling.ErrorModel`. */
const errorModel = z.object({ cause: z.string().optional(), message: z.string(), response: z.number().optional() });

interface Kind {
  readonly code: ErrorCode;
  readonly hint: string | null;
}

/** What Podman's words mean, the first that fits. Podman's status codes alone tell little: most are 500. */
const kinds: ReadonlyArray<readonly [RegExp, Kind]> = [
  [
    /no space left on device/i,
    { code: 'disk-full', hint: 'Make room where the engine keeps its containers, then try again.' },
  ],
  [
    /connected tcp socket|--tcp-established|tcpEstablished/i,
    { code: 'criu', hint: 'It holds an open TCP connection: choose to keep TCP connections.' },
  ],
  [/file locks are hold|--file-locks/i, { code: 'criu', hint: 'It holds a file lock: choose to keep file locks.' }],
  [/missing features/i, { code: 'criu', hint: "This machine's kernel lacks what CRIU needs for this." }],
  [
    /criu failed|failed to checkpoint|failed to restore|checkpoint\/restore|\bCRIU\b/i,
    { code: 'criu', hint: 'The Engine page says whether CRIU works here; what CRIU wrote is above.' },
  ],
  [
    /name .* is in use|already in use|already exists/i,
    { code: 'conflict', hint: 'Choose another name, or remove the one that has it.' },
  ],
  [
    /address already in use|port is already allocated/i,
    { code: 'conflict', hint: 'Choose another host port, or stop what listens on this one.' },
  ],
  [
    /image not known|no such image|unable to find .* in local storage|initializing source/i,
    { code: 'not-found', hint: 'Pull the image first, or check its name.' },
  ],
  [
    /error setting rlimit/i,
    {
      code: 'engine-failed',
      hint: "This machine doesn't allow Podman's default limits: `npm run setup` sets lower ones.",
    },
  ],
  [
    /container-init binary|catatonit/i,
    { code: 'unsupported', hint: 'Install the package catatonit, or create it without an init.' },
  ],
  [/permission denied/i, { code: 'denied', hint: null }],
  [/paused/i, { code: 'wrong-state', hint: 'Unpause it first.' }],
  [
    /is running|is not running|not running|container state improper|can only|cannot .* state/i,
    { code: 'wrong-state', hint: null },
  ],
];

const byStatus: Readonly<Record<number, Kind>> = {
  400: { code: 'invalid', hint: null },
  401: { code: 'denied', hint: null },
  403: { code: 'denied', hint: null },
  404: { code: 'not-found', hint: 'It may have been removed meanwhile.' },
  409: { code: 'wrong-state', hint: null },
  501: { code: 'unsupported', hint: null },
};

const other: Kind = { code: 'engine-failed', hint: null };

/**
 * The error that an answer tells.
 * @param doing what was done and on what: `Start web`
 */
export function errorOfReply(status: number, text: string, doing: string): GantryError {
  const words = wordsOf(text) ?? `HTTP ${status}`;
  const spoken = kinds.find(([pattern]) => pattern.test(words))?.[1];
  // A thing that isn't there isn't there, whatever else its name says.
  const { code, hint } =
    (status === 404 && spoken?.code !== 'not-found' ? byStatus[404] : spoken) ?? byStatus[status] ?? other;
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

/** The error that a broken, refused or aborted connection tells. */
export function errorOfSocket(thrown: unknown, doing: string): GantryError {
  if (thrown instanceof GantryError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'ABORT_ERR' || (thrown instanceof Error && thrown.name === 'AbortError')) {
    return new GantryError({ code: 'cancelled', message: `${doing}: called off.`, cause: thrown });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const hint = "The engine's socket belongs to another user: start the app as that user, or allow this one.";
    return new GantryError({
      code: 'denied',
      message: `${doing}: the engine's socket may not be opened.`,
      engineMessage: words,
      hint,
      cause: thrown,
    });
  }
  if (code === 'ENOSPC') {
    return new GantryError({
      code: 'disk-full',
      message: `${doing}: the disk is full.`,
      engineMessage: words,
      hint: 'Make room, then try again.',
      cause: thrown,
    });
  }
  const hint = 'It is tried again by itself. If it stays so, see whether Podman runs.';
  return new GantryError({
    code: 'engine-unreachable',
    message: `${doing}: the engine can't be reached.`,
    engineMessage: words,
    hint,
    cause: thrown,
  });
}
