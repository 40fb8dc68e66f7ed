/**
 * Starts what outlives the app without the app's own descriptors. Chromium leaves its sockets, files and shared memory open
 * to whatever is started beside it, and Node closes none of them in a child: a container's conmon would hold them for weeks.
 */
import { type ChildProcess, type IOType, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import type { Stream } from 'node:stream';

/** `O_CLOEXEC` of open(2): such a descriptor is closed in a child by the kernel. */
const closeOnExec = 0o2000000;

interface AloneOptions extends Omit<SpawnOptions, 'stdio'> {
  /** All that it is to have. */
  readonly stdio: readonly (IOType | Stream | number)[];
}

/** As `spawn`. In the place of each of our descriptors the child finds `/dev/null`. */
export function spawnAlone(
  program: string,
  args: readonly string[],
  { stdio, ...options }: AloneOptions,
): ChildProcess {
  const nothing = openSync('/dev/null', 'r+');
  try {
    const open = inherited().filter((fd) => fd >= stdio.length);
    const more: (IOType | number)[] = Array.from(
      { length: Math.max(stdio.length, ...open.map((fd) => fd + 1)) - stdio.length },
      () => 'ignore',
    );
    for (const fd of open) more[fd - stdio.length] = nothing;
    return spawn(program, args, { ...options, stdio: [...stdio, ...more] });
  } finally {
    closeSync(nothing);
  }
}

/** Those of our descriptors that a child would find open. */
function inherited(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((fd) => (flagsOf(fd) & closeOnExec) === 0);
}

/** One that is closed meanwhile needs nothing. */
function flagsOf(fd: number): number {
  try {
    const [, flags = ''] = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
    return Number.parseInt(flags, 8);
  } catch {
    return closeOnExec;
  }
}
