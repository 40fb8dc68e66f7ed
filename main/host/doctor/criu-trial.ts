/**
 * Whether a CRIU really works on this machine, found out by doing it: a sleeping process with a UDP
 * socket is dumped and restored. `criu check` alone is no proof: it says "Looks good" where a
 * kernel newer than CRIU breaks sockets, or where the processor's breakpoints never fire.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface CriuTrial {
  readonly ok: boolean;
  /** It did not fail but hang, as it does where hardware breakpoints never fire. */
  readonly hung: boolean;
  /** In CRIU's words; empty when it works. */
  readonly reason: string;
}

/** Far more than the tenth of a second that it takes; hanging is one of the ways to fail. */
const patienceMs = 8000;

/**
 * CRIU_FAULT=130 tells CRIU to do without hardware breakpoints. In some virtual machines they can be
 * set but never fire, and CRIU waits for ever.
 */
export const withoutBreakpoints: Readonly<Record<string, string>> = { CRIU_FAULT: '130' };

/** What ends a trial at once, for each that goes on. */
const endings = new Set<() => void>();

/** Ends the trials that go on: for a process that is itself ended in the middle of one, and can't wait. */
export function endTrials(): void {
  for (const end of endings) end();
}

export async function tryCriu(criu: string, extraEnv: Readonly<Record<string, string>> = {}): Promise<CriuTrial> {
  const images = await mkdtemp(path.join(tmpdir(), 'gantry-criu-trial.'));
  const subject = await startSubject();
  let running: ChildProcess | undefined;
  const step = (name: 'dump' | 'restore', args: string[]) => {
    const common = ['--images-dir', images, '--log-file', `${name}.log`, '-v4', '--manage-cgroups=ignore'];
    // A group of its own: CRIU hangs together with the children it has started.
    const options = { env: { ...process.env, ...extraEnv }, stdio: 'ignore', detached: true } as const;
    running = spawn(criu, [name, ...args, ...common], options);
    return outcomeOf(running);
  };
  const end = () => {
    if (running !== undefined) killGroup(running);
    if (isSubject(subject.pid)) kill(subject.pid);
    rmSync(images, { recursive: true, force: true });
  };
  endings.add(end);
  try {
    const gone = once(subject, 'exit');
    const dumped = await step('dump', ['--tree', String(subject.pid)]);
    // Awaited here: the log goes with its folder at the end of this block.
    if (dumped !== 'done') return await failed(dumped, path.join(images, 'dump.log'));
    await gone; // reaped, so that its process id is free to come back
    const restored = await step('restore', ['--restore-detached']);
    if (restored !== 'done') return await failed(restored, path.join(images, 'restore.log'));
    return { ok: true, hung: false, reason: '' };
  } finally {
    endings.delete(end);
    end();
  }
}

/** The process that is frozen: in a session of its own, without a terminal, with a UDP socket. */
async function startSubject(): Promise<ChildProcess> {
  // What it inherits of ours besides (Chromium leaves sockets open to its children) would be tried too, and fail.
  const alone = 'cd /proc/$$/fd && for n in *; do [ "$n" -gt 2 ] && eval "exec $n>&-"; done 2>/dev/null; cd /';
  const script = `${alone}; exec 3<>/dev/udp/127.0.0.1/9; echo; exec sleep 600 >/dev/null`;
  const subject = spawn('bash', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' });
  await Promise.race([once(subject.stdout, 'data'), once(subject, 'exit')]);
  subject.stdout.destroy();
  // There is no event for the exec after the echo; it takes about a millisecond.
  for (let i = 0; i < 1000 && !isSubject(subject.pid); i++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return subject;
}

/** Only then it may be killed: the id could have been given to somebody else. */
function isSubject(pid: number | undefined): pid is number {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1') === 'sleep\x00600\x00';
  } catch {
    return false;
  }
}

function outcomeOf(criu: ChildProcess): Promise<'done' | 'failed' | 'hung'> {
  return new Promise((resolve) => {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      killGroup(criu);
    }, patienceMs);
    const settle = (outcome: 'done' | 'failed') => {
      clearTimeout(timer);
      resolve(hung ? 'hung' : outcome);
    };
    criu.on('error', () => settle('failed'));
    criu.on('exit', (code) => settle(code === 0 ? 'done' : 'failed'));
  });
}

async function failed(how: 'failed' | 'hung', log: string): Promise<CriuTrial> {
  if (how === 'hung') return { ok: false, hung: true, reason: 'it hangs' };
  const text = await readFile(log, 'utf8').catch(() => '');
  return { ok: false, hung: false, reason: firstError(text) ?? 'it fails' };
}

/** The first error of a CRIU log that tells something, without its time, process and source line. */
export function firstError(log: string): string | null {
  // CRIU goes on without more open files, and every failure ends with "Dumping FAILED".
  const line = log
    .split('\n')
    .find((each) => each.includes('Error (') && !/RLIMIT_NOFILE|(Dump|Restor)ing FAILED/.test(each));
  return line?.replace(/^.*?Error \([^)]*\):\s*/, '').trim() ?? null;
}

/** Not one that has ended: its id may be another's. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}
