/** A way to an engine's socket on which one sees what passes, and when. What passes is not touched. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { inTime, now } from './clock.ts';

export interface WatchedSocket extends AsyncDisposable {
  readonly path: string;
  /**
   * Rejects when nothing such comes in ten seconds.
   * @param words that one chunk from the engine has to contain
   * @returns the time since 1970, in milliseconds, at which the next such chunk came
   */
  next(words: readonly string[]): Promise<number>;
}

/**
 * @param target the engine's socket
 * @param path of the one that leads to it
 */
export async function watchSocket(target: string, path: string): Promise<WatchedSocket> {
  const waiting = new Set<(text: string, at: number) => void>();
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const engine = connect({ path: target, allowHalfOpen: true });
    engine.on('data', (chunk) => {
      const at = now();
      if (waiting.size === 0) return;
      const text = chunk.toString('latin1');
      for (const each of waiting) each(text, at);
    });
    for (const [from, to] of [[client, engine] as const, [engine, client] as const]) {
      open.add(from);
      from.pipe(to);
      // When one side breaks, the other is told so; who speaks over them says what is wrong.
      from.on('error', () => to.destroy()).on('close', () => open.delete(from));
    }
  });
  server.listen(path);
  await once(server, 'listening');
  const next = (words: readonly string[]): Promise<number> =>
    new Promise((resolve) => {
      const look = (text: string, at: number): void => {
        if (!words.every((word) => text.includes(word))) return;
        waiting.delete(look);
        resolve(at);
      };
      waiting.add(look);
    });
  return {
    path,
    next: (words) => inTime(next(words), `Anything with ${words.join(', ')}`),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
