/** A container's log, read no faster than it is asked for. */
import type { LogLine, LogQuery } from '../../../shared/logs.ts';
import { FrameReader } from '../../runtime/frames.ts';
import { containerPath, type LibpodClient } from '../../runtime/podman/client.ts';

/** A longer line comes in pieces, so that memory stays bounded. Characters. */
const longest = 65_536;

export async function* readLogs(
  client: LibpodClient,
  container: { readonly id: string; readonly name: string },
  { tail, follow }: LogQuery,
  signal: AbortSignal,
): AsyncGenerator<readonly LogLine[]> {
  const query = { stdout: true, stderr: true, timestamps: true, tail, follow };
  const doing = `Read the log of ${container.name}`;
  try {
    const reply = await client.stream('GET', containerPath(container.id, '/logs'), { query, signal, doing });
    const parser = new LogParser();
    for await (const chunk of reply) {
      const lines = parser.read(chunk);
      if (lines.length > 0) yield lines;
    }
    const rest = parser.end();
    if (rest.length > 0) yield rest;
  } catch (thrown) {
    // Called off by whoever reads: this is its end, not a failure.
    if (!signal.aborted) throw thrown;
  }
}

/** What of one stream's line has come so far. */
class Partial {
  readonly decoder = new TextDecoder();
  time: string | null = null;
  text = '';
}

/** Podman sends each piece of a line as a frame of its own, with the time before it; only a line's last piece ends it. */
export class LogParser {
  readonly #frames = new FrameReader();
  readonly #streams = { stdout: new Partial(), stderr: new Partial() };
  /** Of the frame that has not come whole yet. */
  #pieces: Uint8Array[] = [];

  read(chunk: Uint8Array): LogLine[] {
    const lines: LogLine[] = [];
    for (const { stream, bytes, ends } of this.#frames.read(chunk)) {
      this.#pieces.push(bytes);
      if (!ends) continue;
      const whole = this.#pieces.length === 1 ? bytes : Buffer.concat(this.#pieces);
      this.#pieces = [];
      this.#take(stream === 2 ? 'stderr' : 'stdout', whole, lines);
    }
    return lines;
  }

  /** Lines that were cut off by the log's end. */
  end(): LogLine[] {
    const lines: LogLine[] = [];
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.#streams[stream].text !== '') this.#finish(stream, lines);
    }
    return lines;
  }

  #take(stream: 'stdout' | 'stderr', frame: Uint8Array, lines: LogLine[]): void {
    const partial = this.#streams[stream];
    const { time, content } = splitTime(frame);
    partial.time ??= time;
    const parts = partial.decoder.decode(content, { stream: true }).split('\n');
    for (const [index, part] of parts.entries()) {
      partial.text += part;
      while (partial.text.length > longest) this.#cut(stream, lines);
      if (index < parts.length - 1) {
        this.#finish(stream, lines);
        partial.time = time;
      }
    }
    if (partial.text === '') partial.time = null;
  }

  #cut(stream: 'stdout' | 'stderr', lines: LogLine[]): void {
    const partial = this.#streams[stream];
    lines.push({ stream, time: partial.time, text: partial.text.slice(0, longest) });
    partial.text = partial.text.slice(longest);
  }

  #finish(stream: 'stdout' | 'stderr', lines: LogLine[]): void {
    const partial = this.#streams[stream];
    const text = partial.text.endsWith('\r') ? partial.text.slice(0, -1) : partial.text;
    lines.push({ stream, time: partial.time, text });
    partial.text = '';
    partial.time = null;
  }
}

const space = 0x20;
const timeLengths = { least: 20, most: 40 };

/** Cuts the time off a frame's beginning: `2026-01-01T00:00:00.123456789Z `. */
function splitTime(frame: Uint8Array): { time: string | null; content: Uint8Array } {
  const end = frame.indexOf(space);
  if (end < timeLengths.least || end > timeLengths.most) return { time: null, content: frame };
  const time = Buffer.from(frame.subarray(0, end)).toString('latin1');
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-][\d:]+)$/.test(time)) return { time: null, content: frame };
  return { time, content: frame.subarray(end + 1) };
}
