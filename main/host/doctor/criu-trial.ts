/**
 * Whether a CRIU really works on this machine, found out by doing it: a sleeping process with a UDP
 * socket is dumped and restored. `criu check` alone is no proof: it says "Looks good" where a
 * kernel newer than CRIU breaks sockets, or where the processor's breakpoints never fire.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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

export async function tryCriu(criu: string, extraEnv: Readonly<Record<string, string>> = {}): Promise<CriuTrial> {
  const images = await mkdtemp(path.join(tmpdir(), 'gantry-criu-trial.'));
  const subject = await startSubject();
  const step = (name: 'dump' | 'restore', args: string[]) => {
    const common = ['--images-dir', images, '--log-file', `${name}.log`, '-v4', '--manage-cgroups=ignore'];
    return runCriu(criu, [name, ...args, ...common], { ...process.env, ...extraEnv });
  };
  try {
    const gone = once(subject, 'exit');
    const dumped = await step('dump', ['--tree', String(subject.pid)]);
    if (dumped !== 'done') return failed(dumped, path.join(images, 'dump.log'));
    await gone; // reaped, so that its process id is free to come back
    const restored = await step('restore', ['--restore-detached']);
    if (restored !== 'done') return failed(restored, path.join(images, 'restore.log'));
    return { ok: true, hung: false, reason: '' };
  } finally {
    await endSubject(subject.pid);
    await rm(images, { recursive: true, force: true });
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
  for (let i = 0; i < 1000 && !(await isSubject(subject.pid)); i++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return subject;
}

async function isSubject(pid: number | undefined): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')) === 'sleep\x00600\x00';
}

/** Only when it still is what was started: the id could have been given to somebody else. */
async function endSubject(pid: number | undefined): Promise<void> {
  if (pid !== undefined && (await isSubject(pid))) kill(pid);
}

function runCriu(criu: string, args: string[], env: NodeJS.ProcessEnv): Promise<'done' | 'failed' | 'hung'> {
  return new Promise((resolve) => {
    // A group of its own: CRIU hangs together with the children it has started.
    const child = spawn(criu, args, { env, stdio: 'ignore', detached: true });
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      if (child.pid !== undefined) kill(-child.pid);
    }, patienceMs);
    const settle = (outcome: 'done' | 'failed') => {
      clearTimeout(timer);
      resolve(hung ? 'hung' : outcome);
    };
    child.on('error', () => settle('failed'));
    child.on('exit', (code) => settle(code === 0 ? 'done' : 'failed'));
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

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}
