/** A container's log, read no faster than it is asked for. */
import type { ContainerSummary } from '../../../shared/container.ts';
import type { LogLine, LogQuery } from '../../../shared/logs.ts';
import { containerPath, type LibpodClient } from '../../runtime/podman/client.ts';
import { errorOfSocket } from '../../runtime/podman/errors.ts';
import { LastLines } from '../last-lines.ts';
import { LogParser } from './log-parser.ts';

interface LogSource {
  readonly client: LibpodClient;
  readonly container: ContainerSummary;
  /**
   * Podman before 4.7 joins the wrong pieces when it is asked for the last lines of a log with lines that came in pieces
   * (a terminal's prompts, long lines), and loses some: github.com/containers/podman/pull/19562. Of such a one we ask for
   * all, and keep the last ourselves.
   */
  readonly tailIsBroken: boolean;
  /** Called when lines that were asked for are left out, since all together are too large. */
  readonly cut: () => void;
}

export async function* readLogs(
  source: LogSource,
  { tail, follow: wantsMore, since }: LogQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly LogLine[]> {
  // One that has ended says no more, and Podman may cut its log short when it is followed.
  const { state } = source.container;
  const follow = wantsMore && (state === 'running' || state === 'paused' || state === 'stopping');
  const parser = new LogParser();
  try {
    if (source.tailIsBroken && tail > 0) {
      const last = await lastLines(source, parser, { tail, since }, signal);
      if (last.length > 0) yield last;
      if (follow) parser.skip(parser.frames);
    }
    const tailAsked = source.tailIsBroken && tail > 0 ? 'all' : tail;
    if (tailAsked !== 'all' || follow) {
      for await (const chunk of await open(source, { follow, tail: tailAsked, since }, signal)) {
        const lines = parser.read(chunk);
        if (lines.length > 0) yield lines;
      }
    }
    const rest = parser.end();
    if (rest.length > 0) yield rest;
  } catch (thrown) {
    // Called off by whoever reads: this is its end, not a failure.
    if (!signal.aborted) throw errorOfSocket(thrown, `Read the log of ${source.container.name}`);
  }
}

/** Reads all there is, and keeps the last lines, so far as they are within the budget. */
async function lastLines(
  source: LogSource,
  parser: LogParser,
  { tail, since }: { readonly tail: number; readonly since: string | undefined },
  signal: AbortSignal,
): Promise<readonly LogLine[]> {
  const last = new LastLines(tail);
  for await (const chunk of await open(source, { follow: false, tail: 'all', since }, signal))
    last.push(parser.read(chunk));
  if (last.isCut()) source.cut();
  return last.lines();
}

function open(
  { client, container }: LogSource,
  {
    follow,
    tail,
    since,
  }: { readonly follow: boolean; readonly tail: number | 'all'; readonly since: string | undefined },
  signal: AbortSignal,
) {
  const query = { stdout: true, stderr: true, timestamps: true, tail, follow, since };
  const doing = `Read the log of ${container.name}`;
  return client.stream('GET', containerPath(container.id, '/logs'), { query, signal, doing });
}
