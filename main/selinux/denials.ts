/**
 * What the policy has refused a container lately: from the audit log where auditd keeps one, else from the kernel's own
 * log, which has it where nobody listens to the audit.
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { SelinuxReport } from '../../shared/selinux.ts';
import { isOf, parseDenials } from './avc.ts';

/** Both are root's on most machines. */
const usualLogs = { audit: '/var/log/audit/audit.log', kernel: '/dev/kmsg' } as const;

/** Bytes of the end of the audit log: tens of thousands of lines. */
const tail = 4 * 2 ** 20;
/** More than are read. */
const most = 200;
/** A record of the kernel's log, with its head (`Documentation/ABI/testing/dev-kmsg`). */
const recordSize = 8192;

/**
 * @param processLabel of the container; empty: it has none by which its denials could be told from others
 * @returns the newest first; or why they aren't known
 */
export async function recentDenials(
  processLabel: string,
  logs: { readonly audit: string; readonly kernel: string } = usualLogs,
): Promise<Pick<SelinuxReport, 'denials' | 'denialsMissing'>> {
  if (processLabel === '') {
    return {
      denials: [],
      denialsMissing: 'Without a label of its own its denials can’t be told from those of others.',
    };
  }
  const read = await Promise.all([readEnd(logs.audit), readKernel(logs.kernel)]);
  const texts = read.flatMap((each) => ('text' in each ? [each.text] : []));
  if (texts.length === 0) {
    const reasons = read.flatMap((each) => ('refused' in each ? [each.refused] : []));
    return {
      denials: [],
      denialsMissing: `Neither the audit log nor the kernel’s can be read: ${reasons.join('; ')}.`,
    };
  }
  const own = parseDenials(texts.join('\n')).filter((denial) => isOf(denial, processLabel));
  return { denials: own.sort((a, b) => b.at - a.at).slice(0, most), denialsMissing: null };
}

type Read = { readonly text: string } | { readonly refused: string };

function readEnd(file: string): Promise<Read> {
  return reading(file, constants.O_RDONLY, async (handle) => {
    const { size } = await handle.stat();
    const from = Math.max(0, size - tail);
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return bytes.toString('utf8', 0, bytesRead);
  });
}

/** Each read gives one record, and an error where there is none yet, or the oldest has been written over meanwhile. */
function readKernel(file: string): Promise<Read> {
  return reading(file, constants.O_RDONLY | constants.O_NONBLOCK, async (handle) => {
    const record = Buffer.alloc(recordSize);
    const records: string[] = [];
    for (;;) {
      try {
        const { bytesRead } = await handle.read(record, 0, record.length, null);
        if (bytesRead === 0) return records.join('\n');
        const text = record.toString('utf8', 0, bytesRead);
        if (text.includes('avc:')) records.push(text);
      } catch (thrown) {
        if (codeOf(thrown) === 'EAGAIN') return records.join('\n');
        if (codeOf(thrown) !== 'EPIPE') throw thrown;
      }
    }
  });
}

async function reading(file: string, flags: number, take: (handle: FileHandle) => Promise<string>): Promise<Read> {
  let handle: FileHandle;
  try {
    handle = await open(file, flags);
  } catch (thrown) {
    const code = codeOf(thrown);
    const why = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'is not for this user' : String(thrown);
    return { refused: `${file} ${why}` };
  }
  try {
    return { text: await take(handle) };
  } catch (thrown) {
    return { refused: `${file}: ${String(thrown)}` };
  } finally {
    await handle.close();
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : null;
}
