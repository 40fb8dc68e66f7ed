// @ts-check
/** `podman system service` as a child of ours. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { endWithUs } from '../setup/children.mjs';

const patience = 20_000;

/**
 * Starts the service and waits until its socket answers.
 * @param {{ socket: string, log: string, env: NodeJS.ProcessEnv }} options
 */
export async function startService({ socket, log, env }) {
  await rm(socket, { force: true });
  const output = await open(log, 'a');
  const child = spawn('podman', ['system', 'service', '--time=0', `unix://${socket}`], {
    env,
    // What conmon leaves of a container that the kernel has killed comes to lie there.
    cwd: path.dirname(socket),
    stdio: ['ignore', output.fd, output.fd],
  });
  await output.close();
  const exited = once(child, 'exit');
  // A test run that ends in the middle takes its service along.
  const kill = () => child.kill('SIGKILL');
  const ended = endWithUs(kill);
  exited.then(ended, ended);
  const failed = exited.then(async () => {
    throw new Error(`podman system service ended: ${await readFile(log, 'utf8')}`);
  });
  failed.catch(() => {});
  try {
    await Promise.race([answers(socket), failed]);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    pid: child.pid,
    /** @param {NodeJS.Signals} [signal] */
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        const timer = setTimeout(kill, 5000);
        await exited;
        clearTimeout(timer);
      }
      await rm(socket, { force: true });
    },
  };
}

/** Waits until somebody listens on a socket. @param {string} socket @returns {Promise<void>} */
function answers(socket) {
  return new Promise((resolve, reject) => {
    const watcher = watch(path.dirname(socket), attempt);
    // The file may appear a moment before it listens; then no further event comes.
    const again = setInterval(attempt, 100);
    const timer = setTimeout(() => finish(new Error(`nobody answers on ${socket}`)), patience);
    /** @param {Error} [error] */
    function finish(error) {
      watcher.close();
      clearInterval(again);
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    }
    function attempt() {
      const connection = connect(socket);
      connection.on('connect', () => {
        connection.destroy();
        finish();
      });
      connection.on('error', () => {});
    }
    attempt();
  });
}
