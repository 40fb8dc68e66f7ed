/**
 * conmon's log format `k8s-file`: `TIME stdout|stderr F|P TEXT`, a line each. `F`: the container's line ends here; `P`: it
 * goes on in the next one of the same stream.
 */
import type { LogLine } from '../../../shared/logs.ts';
import { LogLines } from '../log-lines.ts';

const [newline, space, full] = [0x0a, 0x20, 0x46];
const lineEnd = Uint8Array.of(newline);

export class K8sLog {
  readonly #joined = new LogLines();
  #rest: Uint8Array = new Uint8Array();

  /** @returns the container's lines that end in this chunk */
  read(chunk: Uint8Array): LogLine[] {
    const lines: LogLine[] = [];
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, at)) {
      this.#record(bytes.subarray(at, end), lines);
      at = end + 1;
    }
    // A copy: the chunk's memory may be used again.
    this.#rest = bytes.slice(at);
    return lines;
  }

  /** Lines that were cut off by the log's end. */
  end(): LogLine[] {
    return this.#joined.end();
  }

  #record(record: Uint8Array, lines: LogLine[]): void {
    const afterTime = record.indexOf(space);
    const afterStream = record.indexOf(space, afterTime + 1);
    // What is no record was written by no conmon.
    if (afterTime <= 0 || afterStream < 0 || record[afterStream + 2] !== space) return;
    const stream = latin(record.subarray(afterTime + 1, afterStream));
    if (stream !== 'stdout' && stream !== 'stderr') return;
    const time = latin(record.subarray(0, afterTime));
    this.#joined.take(stream, time, record.subarray(afterStream + 3), lines);
    if (record[afterStream + 1] === full) this.#joined.take(stream, time, lineEnd, lines);
  }
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
