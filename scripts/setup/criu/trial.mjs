// @ts-check
/**
 * Whether a CRIU really works on this machine, found out by doing it: a sleeping process with a UDP
 * socket is dumped and restored. `criu check` alone is no proof: it says "Looks good" where a
 * kernel newer than CRIU breaks sockets, or where the processor's breakpoints never fire.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../run.mjs';

/** Far more than the tenth of a second that it takes; hanging is one of the ways to fail. */
const patience = 8000;

/**
 * CRIU_FAULT=130 tells CRIU to do without hardware breakpoints. In some virtual machines they can be
 * set but never fire, and CRIU waits for ever.
 */
export const withoutBreakpoints = { CRIU_FAULT: '130' };

/**
 * @param {string} criu its path
 * @param {NodeJS.ProcessEnv} [extraEnv]
 * @returns {Promise<{ ok: boolean, hung: boolean, reason: string }>}
 */
export async function tryCriu(criu, extraEnv = {}) {
  const env = { ...process.env, ...extraEnv };
  const images = await mkdtemp(path.join(tmpdir(), 'gantry-criu-trial.'));
  const subject = await startSubject();
  try {
    const common = ['--images-dir', images, '-v4', '--manage-cgroups=ignore'];
    const gone = once(subject, 'exit');
    const dumped = await run(criu, ['dump', '--tree', String(subject.pid), '--log-file', 'dump.log', ...common], {
      env,
      timeout: patience,
    });
    if (dumped.code !== 0) return failed(dumped, path.join(images, 'dump.log'));
    await gone; // reaped, so that its process id is free to come back
    const restored = await run(criu, ['restore', '--restore-detached', '--log-file', 'restore.log', ...common], {
      env,
      timeout: patience,
    });
    if (restored.code !== 0) return failed(restored, path.join(images, 'restore.log'));
    return { ok: true, hung: false, reason: '' };
  } finally {
    await endSubject(subject.pid);
    await rm(images, { recursive: true, force: true });
  }
}

/** The process that is frozen: in a session of its own, without a terminal, with a UDP socket. */
async function startSubject() {
  const script = 'exec 3<>/dev/udp/127.0.0.1/9; echo; exec sleep 600 >/dev/null';
  const subject = spawn('bash', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' });
  await once(subject.stdout, 'data');
  subject.stdout.destroy();
  await becameSleep(subject.pid);
  return subject;
}

/** Waits for the exec after the echo; there is no event for it, and it takes about a millisecond. @param {number | undefined} pid */
async function becameSleep(pid) {
  for (let i = 0; i < 1000; i++) {
    if (await isSubject(pid)) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** @param {number | undefined} pid */
async function isSubject(pid) {
  return (await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')) === 'sleep\x00600\x00';
}

/** Only when it still is what we started: the id could have been given to somebody else. @param {number | undefined} pid */
async function endSubject(pid) {
  if (pid === undefined || !(await isSubject(pid))) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

/**
 * @param {import('../run.mjs').RunResult} result
 * @param {string} log
 */
async function failed(result, log) {
  const text = await readFile(log, 'utf8').catch(() => '');
  const complaint = text.split('\n').find((line) => line.includes('Error'));
  return {
    ok: false,
    hung: result.timedOut,
    reason: result.timedOut
      ? 'it hangs'
      : (complaint?.replace(/^\([\d.]+\)\s*(\d+: )?Error \([^)]*\): /, '').trim() ?? result.stderr.trim()),
  };
}
