/** The processes of an exec session on this machine, as /proc tells them. */
import { readdir, readFile } from 'node:fs/promises';

export function maySignal(pid: number): boolean {
  return signalled(pid, 0) !== 'EPERM';
}

export type IsOurs = (pid: number) => Promise<boolean>;

/**
 * @param isOurs whether a process with this number is the container's: by now another may have it
 * @returns those that hang up with the session whose first process is this one, the first itself always
 */
export async function membersOf(first: number, isOurs: IsOurs): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = new Map(await Promise.all(pids.map(async (pid) => [pid, await statOf(pid)] as const)));
  const candidates = pids.filter((pid) => belongs(pid, first, all));
  const members = await Promise.all(candidates.map(async (pid) => ((await isMember(pid, first, isOurs)) ? [pid] : [])));
  return members.flat();
}

interface Stat {
  readonly state: string;
  readonly parent: number;
  readonly session: number;
}

/** Null: it has ended, or isn't ours to look at. */
async function statOf(pid: number): Promise<Stat | null> {
  const stat = await read(`/proc/${pid}/stat`);
  // The name before may hold anything: state, parent, group and session follow its last bracket (proc(5)).
  const [state = '', parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? null : { state, parent: Number(parent), session: Number(session) };
}

/** crun begins no session for a command without a terminal: then it is who descends from it, and has begun none either. */
function belongs(pid: number, first: number, all: ReadonlyMap<number, Stat | null>): boolean {
  const stat = all.get(pid) ?? null;
  if (stat === null || stat.state === 'Z') return false;
  if (pid === first || stat.session === first) return true;
  if (stat.session !== all.get(first)?.session) return false;
  for (let { parent } = stat; parent > 1; parent = all.get(parent)?.parent ?? 0) if (parent === first) return true;
  return false;
}

/**
 * @param isOurs as for {@link membersOf}
 * @returns the command lines of these members, that of the first process first; none where it isn't to be found here
 */
export async function programsOf(first: number, isOurs: IsOurs): Promise<readonly string[]> {
  const members = await membersOf(first, isOurs);
  if (!members.includes(first)) return [];
  const pids = [first, ...members.filter((pid) => pid !== first)];
  const lines = await Promise.all(pids.map(commandLineOf));
  // One that has ended meanwhile has none.
  return lines.filter((line) => line !== '');
}

async function commandLineOf(pid: number): Promise<string> {
  return (await read(`/proc/${pid}/cmdline`)).replace(/\0+$/, '').replaceAll('\0', ' ');
}

/** What has ended meanwhile is no error. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) signalled(pid, signal);
}

async function isMember(pid: number, first: number, isOurs: IsOurs): Promise<boolean> {
  if (!(await isOurs(pid))) return false;
  return pid === first || !ignoresHangUp(await read(`/proc/${pid}/status`));
}

/** The mask's lowest bit is signal 1. */
function ignoresHangUp(status: string): boolean {
  return /^SigIgn:.*[13579bdf]$/m.test(status);
}

/** @returns why not; null: it has the signal */
function signalled(pid: number, signal: NodeJS.Signals | 0): string | null {
  try {
    process.kill(pid, signal);
    return null;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code === 'ESRCH' || code === 'EPERM') return code;
    throw thrown;
  }
}

/** Empty where it has ended, or isn't ours to look at. */
async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
