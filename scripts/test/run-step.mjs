// @ts-check
/** Runs a command of the test run: all its output is shown and kept in a log. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { endWithUs } from '../setup/children.mjs';

/** No step takes nearly as long; one that hangs shall not take the whole run with it. */
const patience = 20 * 60 * 1000;
const patienceAtTheEnd = 20_000;

/**
 * @param {string[]} command
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, log: string }} options
 * @returns {Promise<number>} its exit code
 */
export async function runStep([program = '', ...args], { cwd, env, log }) {
  const file = createWriteStream(log, { flags: 'a' });
  const colours = process.stdout.isTTY && !env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const child = spawn(program, args, { cwd, env: { ...env, ...colours }, stdio: ['ignore', 'pipe', 'pipe'] });
  let timer = setTimeout(() => {
    process.stdout.write(`\nStopped after ${patience / 60_000} minutes.\n`);
    // The runners end their browsers and engines when they are asked to.
    child.kill('SIGTERM');
    timer = setTimeout(() => child.kill('SIGKILL'), patienceAtTheEnd);
  }, patience);
  const forget = endWithUs(() => child.kill('SIGTERM'));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      process.stdout.write(chunk);
      file.write(chunk);
    });
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      process.stdout.write(`${program}: ${error.message}\n`);
      resolve(127);
    });
    // 'exit', not 'close': something that the program left running must not hold the run up.
    child.on('exit', (status) => resolve(status ?? 1));
  });
  clearTimeout(timer);
  forget();
  await Promise.race([
    Promise.all([ended(child.stdout), ended(child.stderr)]),
    new Promise((resolve) => setTimeout(resolve, 1000).unref()),
  ]);
  // What was left running may hold our ends open for as long as it likes.
  child.stdout.destroy();
  child.stderr.destroy();
  file.end();
  await once(file, 'close');
  return code;
}

/** @param {import('node:stream').Readable} stream */
function ended(stream) {
  return stream.closed ? undefined : once(stream, 'close');
}
