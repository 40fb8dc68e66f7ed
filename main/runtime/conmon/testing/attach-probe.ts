/**
 * Reads a file out of a container through an attach session, as fast as it comes. Run by itself, as another program that
 * does the same would be: `attach-probe.ts FILE [terminal]` prints bytes and milliseconds, from the first byte to the last.
 */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { Duplex } from 'node:stream';
import { startConmonSubject } from './conmon-subject.ts';
import { runcPrograms } from './programs.ts';

/** Bytes of the head of a frame: see `httpAttach`. */
const head = 8;

async function main(file: string, terminal: boolean): Promise<void> {
  const subject = await startConmonSubject(await runcPrograms());
  try {
    await copyFile(file, path.join(subject.folder, 'rootfs', 'flood.log'));
    const command = ['sh', '-c', 'read go; exec cat /flood.log'];
    const ctr = await subject.create({ command, terminal, interactive: true });
    await subject.make(ctr);
    await subject.runtime.startContainer(ctr);
    const flood = new Flood(!terminal);
    const streams = { stdin: true, stdout: true, stderr: false };
    const over = subject.runtime.httpAttach(ctr, flood, streams, '', new AbortController().signal);
    flood.push('\n');
    await over;
    // The echo of what was typed comes before the file, and counts on neither side.
    const bytes = flood.bytes - (terminal ? '\r\n'.length : 0);
    process.stdout.write(JSON.stringify({ bytes, milliseconds: flood.milliseconds }));
  } finally {
    await subject[Symbol.asyncDispose]();
  }
}

/** Counts what it is given, and keeps none of it. */
class Flood extends Duplex {
  readonly #framed: boolean;
  #begin = 0;
  #end = 0;
  bytes = 0;

  constructor(framed: boolean) {
    super({ read: () => {} });
    this.#framed = framed;
  }

  get milliseconds(): number {
    return this.#end - this.#begin;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#end = performance.now();
    if (this.bytes === 0) this.#begin = this.#end;
    this.bytes += this.#framed ? payloadOf(chunk) : chunk.length;
    done();
  }
}

/** Bytes of the frames in a chunk, which are whole: the driver writes one at a time. */
function payloadOf(chunk: Buffer): number {
  let bytes = 0;
  for (let at = 0; at < chunk.length; ) {
    const length = chunk.readUInt32BE(at + 4);
    bytes += length;
    at += head + length;
  }
  return bytes;
}

const [file = '', kind] = process.argv.slice(2);
void main(file, kind === 'terminal');
