/** A container's log, read no faster than it is asked for, and from its end on: it may be long. */
import { type LogLine, type LogQuery, logBudget } from '../../../shared/logs.ts';
import { errorOfFile } from '../../host/file-error.ts';
import { LastLines } from '../last-lines.ts';
import { K8sLog } from './k8s-log.ts';
import { LogFile, LogWatch } from './log-file.ts';

export interface LogSource {
  readonly file: string;
  /** For messages: the container's. */
  readonly name: string;
  /** Whether nothing more will be written: the container has ended. */
  readonly isOver: () => boolean;
  /** Calls back when that may have changed. @returns ends it */
  readonly onChange: (changed: () => void) => () => void;
  /** Called when lines that were asked for are left out, since all together are too large. */
  readonly cut: () => void;
}

/** How much of the end is read at first, and by how much more each time it holds too few lines. Bytes. */
const glance = { first: 256 * 1024, times: 8, most: 2 * logBudget };

export async function* readLog(
  source: LogSource,
  query: LogQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly LogLine[]> {
  const file = new LogFile(source.file);
  const doing = `Read the log of ${source.name}`;
  let watching: LogWatch | null = null;
  let stop = (): void => undefined;
  try {
    // Before it is read, so that nothing is missed between the two.
    if (query.follow && !source.isOver()) {
      const watch = new LogWatch(source.file);
      const stopListening = source.onChange(() => watch.wake());
      const wake = (): void => watch.wake();
      signal.addEventListener('abort', wake);
      watching = watch;
      stop = () => {
        stopListening();
        signal.removeEventListener('abort', wake);
      };
    }
    const isNew = newer(query.since);
    const { lines, log } = await lastLines(file, source, query, signal);
    if (lines.length > 0) yield lines;
    while (watching !== null && !signal.aborted) {
      const isOver = source.isOver();
      for await (const chunk of file.rest(signal)) {
        const more = log.read(chunk).filter(isNew);
        if (more.length > 0) yield more;
      }
      if (isOver) break;
      await watching.next();
    }
    if (signal.aborted) return;
    const rest = query.tail > 0 || query.follow ? log.end().filter(isNew) : [];
    if (rest.length > 0) yield rest;
  } catch (thrown) {
    // Called off by whoever reads: this is its end, not a failure.
    if (!signal.aborted) throw errorOfFile(thrown, doing);
  } finally {
    stop();
    watching?.[Symbol.dispose]();
    await file[Symbol.asyncDispose]();
  }
}

/** @returns the last lines, and the reader, which knows of a line that has not ended yet */
async function lastLines(file: LogFile, source: LogSource, { tail, since }: LogQuery, signal: AbortSignal) {
  const end = await file.size();
  const isNew = newer(since);
  for (let length = tail === 0 ? 0 : glance.first; ; length *= glance.times) {
    const start = Math.max(0, end - Math.min(length, glance.most));
    const { last, log, isWhole } = await readFrom(file, { start, end, tail, isNew }, signal);
    if (isWhole || length >= glance.most || length === 0 || signal.aborted) {
      if (last.isCut() || (!isWhole && length > 0)) source.cut();
      return { lines: last.lines(), log };
    }
  }
}

interface Window {
  readonly start: number;
  readonly end: number;
  readonly tail: number;
  readonly isNew: (line: LogLine) => boolean;
}

async function readFrom(file: LogFile, { start, end, tail, isNew }: Window, signal: AbortSignal) {
  const log = new K8sLog();
  const last = new LastLines(tail);
  // A line that was begun before the window is no whole one, and that can't be told: each stream's first is left out.
  const isBegun = { stdout: start > 0, stderr: start > 0 };
  let seen = 0;
  let goesFarEnough = start === 0;
  file.seek(start);
  let isFirst = start > 0;
  for await (const chunk of file.upTo(end, signal)) {
    // Into the middle of a record.
    const whole = isFirst ? chunk.subarray(chunk.indexOf(0x0a) + 1) : chunk;
    isFirst = false;
    const lines = log.read(whole).filter((line) => {
      goesFarEnough ||= !isNew(line);
      const isCounted = !isBegun[line.stream];
      isBegun[line.stream] = false;
      return isCounted && isNew(line);
    });
    seen += lines.length;
    last.push(lines);
  }
  return { last, log, isWhole: goesFarEnough || seen >= tail };
}

/** Whether a line was said after this time; undefined: all were. */
function newer(since: string | undefined): (line: LogLine) => boolean {
  if (since === undefined) return () => true;
  const after = nanoseconds(since);
  return ({ time }) => time === null || nanoseconds(time) > after;
}

/** Since 1970. `Date` alone knows only milliseconds. */
function nanoseconds(time: string): bigint {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  const seconds = BigInt(Math.floor(Date.parse(time.replace(/\.\d+/, '')) / 1000));
  return seconds * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}
