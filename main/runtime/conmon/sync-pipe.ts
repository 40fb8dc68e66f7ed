/** A pipe on which conmon tells us how it went: the sync pipe, and an exec session's attach pipe. */
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { z } from 'zod';
import { openPipe } from './libc.ts';

/** A line of the sync pipe: the pid, or a negative number with the reason; an exec session's second one is its exit code. */
const syncLine = z.object({ data: z.number(), message: z.string().optional() });
export type SyncLine = z.infer<typeof syncLine>;

/**
 * conmon itself holds it open for reading, too: up to 2.1.7 it ends, and with it what it was to keep, when it has a word to
 * say and nobody is there to hear it, as after we were killed.
 */
export class SyncPipe {
  /** For conmon; ours until it is handed over. */
  readonly writer: number;
  readonly #reader: Socket;
  readonly #lines: AsyncIterator<SyncLine>;

  constructor() {
    const [reader, writer] = openPipe();
    try {
      this.writer = openSync(`/proc/self/fd/${reader}`, constants.O_RDWR);
    } catch (thrown) {
      closeSync(reader);
      throw thrown;
    } finally {
      closeSync(writer);
    }
    this.#reader = new Socket({ fd: reader, readable: true, writable: false });
    this.#lines = parsedLines(this.#reader);
  }

  /** conmon has it, or doesn't run: from now on the pipe ends with it. */
  handedOver(): void {
    closeSync(this.writer);
  }

  /** Null: at its end. */
  async next(): Promise<SyncLine | null> {
    const { done, value } = await this.#lines.next();
    return done ? null : value;
  }

  close(): void {
    this.#reader.destroy();
  }
}

/** Lines of JSON, one by one. */
async function* parsedLines(pipe: Socket): AsyncGenerator<SyncLine, undefined> {
  let text = '';
  pipe.setEncoding('utf8');
  // Closed by us: the end, not a failure.
  pipe.on('error', () => undefined);
  for await (const chunk of pipe) {
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      yield syncLine.parse(JSON.parse(text.slice(0, end)));
      text = text.slice(end + 1);
    }
  }
  return undefined;
}
