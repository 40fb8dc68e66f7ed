// @ts-check
/**
 * Whether a CRIU really works on this machine, found out by doing it: a sleeping process with a UDP
 * socket is dumped and restored. `criu check` alone is no proof: it says "Looks good" where a
 * kernel newer than CRIU breaks sockets, or where the processor's breakpoints never fire.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Far more than the tenth of a second that it takes; hanging is one of the ways to fail. */
const patienceMs = 8000;

/**
 * CRIU_FAULT=130 tells CRIU to do without hardware breakpoints. In some virtual machines they can be
 * set but never fire, and CRIU waits for ever.
 * @type {Readonly<Record<string, string>>}
 */
export const withoutBreakpoints = { CRIU_FAULT: '130' };

/** What ends a trial at once, for each that goes on. @type {Set<() => void>} */
const endings = new Set();

/** Ends the trials that go on: for a process that is itself ended in the middle of one, and can't wait. */
export function endTrials() {
  for (const end of endings) end();
}

/**
 * @param {string} criu the program
 * @param {Readonly<Record<string, string>>} [extraEnv]
 * @returns {Promise<import('./types.ts').CriuTrial>}
 */
export async function tryCriu(criu, extraEnv = {}) {
  const images = await mkdtemp(path.join(tmpdir(), 'gantry-criu-trial.'));
  const subject = await startSubject();
  /** @type {ChildProcess | undefined} */
  let running;
  /** @param {'dump' | 'restore'} name @param {string[]} args */
  const step = (name, args) => {
    const common = ['--images-dir', images, '--log-file', `${name}.log`, '-v4', '--manage-cgroups=ignore'];
    // A group of its own: CRIU hangs together with the children it has started.
    const env = { ...process.env, ...extraEnv };
    running = spawn(criu, [name, ...args, ...common], { env, stdio: 'ignore', detached: true });
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
async function startSubject() {
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

/** Only then it may be killed: the id could have been given to somebody else. @param {number | undefined} pid @returns {pid is number} */
function isSubject(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1') === 'sleep\x00600\x00';
  } catch {
    return false;
  }
}

/** @param {ChildProcess} criu @returns {Promise<'done' | 'failed' | 'hung'>} */
function outcomeOf(criu) {
  return new Promise((resolve) => {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      killGroup(criu);
    }, patienceMs);
    /** @param {'done' | 'failed'} outcome */
    const settle = (outcome) => {
      clearTimeout(timer);
      resolve(hung ? 'hung' : outcome);
    };
    criu.on('error', () => settle('failed'));
    criu.on('exit', (code) => settle(code === 0 ? 'done' : 'failed'));
  });
}

/** @param {'failed' | 'hung'} how @param {string} log @returns {Promise<import('./types.ts').CriuTrial>} */
async function failed(how, log) {
  if (how === 'hung') return { ok: false, hung: true, reason: 'it hangs' };
  const text = await readFile(log, 'utf8').catch(() => '');
  return { ok: false, hung: false, reason: firstError(text) ?? 'it fails' };
}

/**
 * The first error of a CRIU log that tells something, without its time, process and source line.
 * @param {string} log @returns {string | null}
 */
export function firstError(log) {
  // CRIU goes on without more open files, and every failure ends with "Dumping FAILED".
  const line = log
    .split('\n')
    .find((each) => each.includes('Error (') && !/RLIMIT_NOFILE|(Dump|Restor)ing FAILED/.test(each));
  return line?.replace(/^.*?Error \([^)]*\):\s*/, '').trim() ?? null;
}

/** Not one that has ended: its id may be another's. @param {ChildProcess} child */
function killGroup({ pid, exitCode, signalCode }) {
  if (pid !== undefined && exitCode === null && signalCode === null) kill(-pid);
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}
