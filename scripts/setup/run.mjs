// @ts-check
/** Running other programs: with their output caught, or in plain sight. */
import { spawn } from 'node:child_process';
import { endWithUs } from './children.mjs';

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string | undefined} [cwd]
 * @property {number} [timeout] milliseconds; afterwards the whole process group is killed
 * @property {string | Uint8Array} [input]
 *
 * @typedef {object} RunResult
 * @property {number} code 127 where there is no such program, 124 after a time-out
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} timedOut
 */

/**
 * Runs a program and catches what it prints. Never throws: how it went is in the result.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that a time-out also ends what the program has started.
    const child = spawn(command, args, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const out = [];
    /** @type {Buffer[]} */
    const err = [];
    let timedOut = false;
    const timer =
      options.timeout === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            killGroup(child.pid);
          }, options.timeout);
    // Nor does a Ctrl-C at the terminal reach a group of its own.
    const ended = endWithUs(() => killGroup(child.pid));
    /** @param {number} code @param {string} [extra] */
    const settle = (code, extra = '') => {
      clearTimeout(timer);
      ended();
      resolve({
        code,
        timedOut,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8') + extra,
      });
    };
    child.stdout?.on('data', (chunk) => out.push(chunk));
    child.stderr?.on('data', (chunk) => err.push(chunk));
    child.on('error', (error) => settle(127, error.message));
    child.on('close', (code) => settle(timedOut ? 124 : (code ?? 1)));
    if (options.input !== undefined) {
      child.stdin?.on('error', () => {}); // a program may end without reading its input
      child.stdin?.end(options.input);
    }
  });
}

/**
 * Runs a program in plain sight: it has our terminal, so it can also ask for a password.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runInSight(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/**
 * Runs a program that may ask for a password on our terminal, but whose output nobody needs unless it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: (text: string) => void }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runQuietly(command, args, { show = (text) => process.stderr.write(text), ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['inherit', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        words += chunk;
      });
    }
    /** @param {number} code */
    const settle = (code) => {
      if (code !== 0) show(words);
      resolve(code);
    };
    child.on('error', (error) => {
      words += `${command}: ${error.message}\n`;
      settle(127);
    });
    child.on('close', (code, signal) => settle(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** @param {number | undefined} pid */
function killGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

/**
 * The last lines of what a program said, for a message.
 * @param {RunResult} result
 * @param {number} [lines]
 */
export function lastWords(result, lines = 3) {
  const text = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-lines).join('\n');
  if (text !== '') return text;
  return result.timedOut ? 'it has not ended in its time' : `exit code ${result.code}`;
}
