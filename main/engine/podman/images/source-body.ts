/** What is sent of a file or folder: Podman's API takes tars, and those of images only as they are. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { GantryError } from '../../../../shared/errors.ts';
import { decompressor } from '../../../host/decompressor.ts';

export interface SourceBody {
  /** Fails where the source can't be read whole: it never just ends too early. */
  readonly stream: Readable;
  /** Bytes that have been read of the source so far. */
  readonly read: (sent: number) => number;
  /** Why the source could not be read whole; null where that failed for another reason. */
  readonly fault: () => GantryError | null;
}

/** @param unpacked without its compression: Podman knows none for archives of images */
export async function fileBody(file: string, { unpacked }: { readonly unpacked: boolean }): Promise<SourceBody> {
  const plain = unpacked ? await decompressor(file) : null;
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  let fault: GantryError | null = null;
  const note = (thrown: Error | null | undefined): void => {
    if (thrown) fault = notWhole(thrown.message, 'See whether the file is whole and may be read.');
  };
  if (plain === null) source.on('error', note);
  else pipeline(source, plain, note);
  // Not these themselves: a connection that fails would fail them too.
  const stream = Readable.from(plain ?? source, { objectMode: false });
  return { stream, read: () => source.bytesRead, fault: () => fault };
}

/** As a tar that is made while it is sent. What is mounted in it is not part of it; owners, links and programs' capabilities are. */
export function folderBody(folder: string, signal: AbortSignal): SourceBody {
  const what = ['--one-file-system', '--numeric-owner', '--xattrs', '--xattrs-include=security.capability'];
  const tar = spawn('tar', ['--create', ...what, '--directory', folder, '.'], {
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = wordsAtEnd(tar, tar.stderr);
  let fault: GantryError | null = null;
  async function* bytes(): AsyncGenerator<Buffer> {
    yield* tar.stdout;
    const complaint = await ended;
    if (complaint === null) return;
    const hint = 'See whether all that is in it may be read, and whether something still writes there.';
    fault = notWhole(complaint, hint);
    throw fault;
  }
  const stream = Readable.from(bytes(), { objectMode: false });
  return { stream, read: (sent) => sent, fault: () => fault };
}

/** Null: all is well. */
function wordsAtEnd(program: ChildProcess, stderr: Readable): Promise<string | null> {
  let words = '';
  stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  return new Promise((resolve) => {
    program.on('error', (thrown) => resolve(thrown.message));
    program.on('close', (code) => resolve(code === 0 ? null : words.trim() || `tar ended with ${code}.`));
  });
}

function notWhole(words: string, hint: string): GantryError {
  return new GantryError({ code: 'invalid', message: 'It can’t be read whole.', engineMessage: words, hint });
}
