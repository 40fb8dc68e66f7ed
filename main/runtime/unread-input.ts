/**
 * What was typed into a terminal whose program doesn't read it. With the kernel's room for it full, conmon waits to write
 * more; when the program ends just then, Linux wakes it a moment too early (`pty_close` before the count is taken down)
 * and never again: the session never ends, nor can its container be removed. So it is read away before.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds: conmon writes what waits at once; and no longer than this in all, however much that is. */
const times = { look: 5, most: 1000 };
/** So many looks in a row that find nothing: all is read. */
const enoughLooks = 3;

/** @param pid of a process on this machine that has the terminal */
export async function discardUnread(pid: number): Promise<void> {
  const terminal = await terminalOf(pid);
  if (terminal === null) return;
  try {
    const bytes = Buffer.alloc(64 * 1024);
    const until = performance.now() + times.most;
    for (let empty = 0; empty < enoughLooks && performance.now() < until; ) {
      const isEmpty = (await readSome(terminal, bytes)) === 0;
      empty = isEmpty ? empty + 1 : 0;
      if (isEmpty) await pause(times.look);
    }
  } finally {
    await terminal.close();
  }
}

/** By any of its standard streams; null where none is a terminal, or it has ended. */
async function terminalOf(pid: number): Promise<FileHandle | null> {
  for (const fd of [0, 1, 2]) {
    const file = `/proc/${pid}/fd/${fd}`;
    const target = await readlink(file).catch(() => '');
    if (!/^\/dev\/(pts\/\d+|console)$/.test(target)) continue;
    const flags = constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK;
    return open(file, flags).catch(() => null);
  }
  return null;
}

async function readSome(terminal: FileHandle, into: Buffer): Promise<number> {
  try {
    return (await terminal.read(into, 0, into.length)).bytesRead;
  } catch {
    // Nothing there (EAGAIN), or it has been hung up (EIO).
    return 0;
  }
}
