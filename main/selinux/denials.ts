/**
 * What the policy has refused lately: from the audit log where auditd keeps one, and from the kernel's own log, which has it
 * where nobody listens to the audit.
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Denial, DenialReport } from '../../shared/selinux.ts';
import { isOf, parseDenials } from './avc.ts';

/** Both are root's on most machines. */
const usualLogs = { audit: '/var/log/audit/audit.log', kernel: '/dev/kmsg' } as const;

/** Bytes of the end of the audit log: tens of thousands of lines. */
const tail = 4 * 2 ** 20;
/** More than are read by anybody. */
const most = 200;
/** Lines that are taken apart before anything else has its turn. */
const atOnce = 500;
/** A record of the kernel's log, with its head (`Documentation/ABI/testing/dev-kmsg`). */
const recordSize = 8192;

/**
 * @param labels that the container has or had; several where the kernel's is another than the configured one
 * @param since milliseconds since 1970: what is older is another's, whose categories were the same
 */
export async function recentDenials(
  labels: readonly string[],
  since: number,
  logs: { readonly audit: string; readonly kernel: string } = usualLogs,
): Promise<DenialReport> {
  const read = await Promise.all([readEnd(logs.audit), readKernel(logs.kernel)]);
  const absent = read.every((each) => 'absent' in each) ? ['Neither the audit log nor the kernel’s is there'] : [];
  const refusals = [...absent, ...read.flatMap((each) => ('refused' in each ? [each.refused] : []))];
  const lines = read.flatMap((each) => ('lines' in each ? each.lines : []));
  const starts = read.flatMap((each) => ('lines' in each && each.from !== null ? [each.from] : []));
  const own = await parsed(lines, (denial) => denial.at >= since && labels.some((label) => isOf(denial, label)));
  return {
    denials: own.sort((a, b) => b.at - a.at).slice(0, most),
    since: starts.length === 0 ? null : Math.min(...starts),
    missing: refusals.length === 0 ? null : `${refusals.join(', and ')}.`,
  };
}

/** In turns: there may be tens of thousands, and terminals wait meanwhile. */
async function parsed(lines: readonly string[], isWanted: (denial: Denial) => boolean): Promise<Denial[]> {
  const found = new Map<string, Denial>();
  for (let at = 0; at < lines.length; at += atOnce) {
    if (at > 0) await nextTurn();
    for (const denial of parseDenials(lines.slice(at, at + atOnce).join('\n'))) {
      // Both logs may have it.
      if (isWanted(denial)) found.set(JSON.stringify(denial), denial);
    }
  }
  return [...found.values()];
}

type Read =
  /** Those with a denial; `from`: when the first message of the log was written, whatever it is about. */
  | { readonly lines: readonly string[]; readonly from: number | null }
  /** Of the two logs there may be one alone. */
  | { readonly absent: true }
  | { readonly refused: string };

function readEnd(file: string): Promise<Read> {
  return reading(file, constants.O_RDONLY, 'the audit log', async (handle) => {
    const { size } = await handle.stat();
    const from = Math.max(0, size - tail);
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    const text = bytes.toString('utf8', 0, bytesRead);
    return { lines: text.split('\n').filter((line) => line.includes('avc:')), from: firstTime(text) };
  });
}

/** Each read gives one record, and an error where there is none yet, or the oldest has been written over meanwhile. */
function readKernel(file: string): Promise<Read> {
  return reading(file, constants.O_RDONLY | constants.O_NONBLOCK, 'the kernel’s log', async (handle) => {
    const record = Buffer.alloc(recordSize);
    const lines: string[] = [];
    let from: number | null = null;
    for (;;) {
      try {
        const { bytesRead } = await handle.read(record, 0, record.length, null);
        if (bytesRead === 0) return { lines, from };
        const text = record.toString('utf8', 0, bytesRead);
        from ??= firstTime(text);
        if (text.includes('avc:')) lines.push(...text.split('\n'));
      } catch (thrown) {
        if (codeOf(thrown) === 'EAGAIN') return { lines, from };
        if (codeOf(thrown) !== 'EPIPE') throw thrown;
      }
    }
  });
}

/** Of the first audit message in a text; null: there is none. */
function firstTime(text: string): number | null {
  const seconds = /audit\((\d+)\./.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

async function reading(
  file: string,
  flags: number,
  what: string,
  take: (handle: FileHandle) => Promise<Read>,
): Promise<Read> {
  let handle: FileHandle;
  try {
    handle = await open(file, flags);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'ENOENT') return { absent: true };
    return {
      refused: `${what} (${file}) ${code === 'EACCES' || code === 'EPERM' ? 'is not for this user' : String(thrown)}`,
    };
  }
  try {
    return await take(handle);
  } catch (thrown) {
    return { refused: `${what} (${file}) could not be read: ${String(thrown)}` };
  } finally {
    await handle.close();
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : null;
}
