/** The processes of a container as the kernel tells them, in the columns of `podman top`. */
import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessTable } from '../../../shared/container.ts';

const titles = ['USER', 'PID', 'PPID', '%CPU', 'ELAPSED', 'TTY', 'TIME', 'COMMAND'];
/** `USER_HZ`: the same on all machines that Linux has kept. */
const ticksPerSecond = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** As numbered inside. */
  readonly inner: number;
  readonly uid: number;
  readonly tty: number;
  /** Seconds. */
  readonly cpu: number;
  readonly started: number;
  readonly command: string;
}

/**
 * @param first the container's first process: those of its PID namespace are its own
 * @param users the container's own `/etc/passwd`
 */
export async function processTable(first: number, users: string, procFolder = '/proc'): Promise<ProcessTable> {
  const namespace = await pidNamespace(first, procFolder);
  const pids = (await readdir(procFolder)).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) =>
      (await pidNamespace(pid, procFolder)) === namespace ? readProcess(pid, procFolder) : null,
    ),
  );
  const processes = namespace === null ? [] : found.filter((each) => each !== null);
  const uptime = Number((await read(path.join(procFolder, 'uptime'))).split(' ')[0]);
  const names = userNames(users);
  const inner = new Map(processes.map((each) => [each.pid, each.inner]));
  return {
    titles,
    rows: processes
      .sort((one, other) => one.inner - other.inner)
      .map((each) => {
        const elapsed = Math.max(0, uptime - each.started);
        return [
          names.get(each.uid) ?? String(each.uid),
          String(each.inner),
          // That of the first is outside, and so of one that was put into the container.
          String(inner.get(each.parent) ?? 0),
          (elapsed > 0 ? (each.cpu / elapsed) * 100 : 0).toFixed(3),
          duration(elapsed),
          ttyName(each.tty),
          duration(each.cpu),
          each.command,
        ];
      }),
  };
}

/** Null: it has ended, or isn't ours to look at. */
async function pidNamespace(pid: number, procFolder: string): Promise<string | null> {
  return readlink(path.join(procFolder, String(pid), 'ns', 'pid')).catch(() => null);
}

/** Null: it has ended meanwhile. */
async function readProcess(pid: number, procFolder: string): Promise<Process | null> {
  const at = (name: string) => read(path.join(procFolder, String(pid), name));
  const [stat, status, line] = await Promise.all([at('stat'), at('status'), at('cmdline')]);
  // The name may hold anything, brackets too.
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  if (open < 0 || close < 0) return null;
  const fields = stat.slice(close + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  const words = line.replace(/\0$/, '').replaceAll('\0', ' ');
  return {
    pid,
    parent: field(4),
    inner: Number(/^NSpid:.*\s(\d+)$/m.exec(status)?.[1] ?? pid),
    uid: Number(/^Uid:\s*\d+\s+(\d+)/m.exec(status)?.[1] ?? 0),
    tty: field(7),
    cpu: (field(14) + field(15)) / ticksPerSecond,
    started: field(22) / ticksPerSecond,
    // One without words is the kernel's, or a zombie.
    command: words === '' ? `[${stat.slice(open + 1, close)}]` : words,
  };
}

function userNames(passwd: string): ReadonlyMap<number, string> {
  const lines = passwd.split('\n').map((line) => line.split(':'));
  // The first of several counts, as for the C library.
  return new Map(lines.flatMap(([name, , uid]) => (name && uid ? [[Number(uid), name] as const] : [])).reverse());
}

/** Of a device number: only pseudo terminals (majors 136 to 143) are found in containers. */
function ttyName(device: number): string {
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  return major >= 136 && major <= 143 ? `pts/${(major - 136) * 256 + minor}` : '?';
}

/** As Go prints one: `1h2m3.5s`. */
export function duration(seconds: number): string {
  const rounded = Math.round(seconds * 100) / 100;
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  const rest = `${Number((rounded % 60).toFixed(2))}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
