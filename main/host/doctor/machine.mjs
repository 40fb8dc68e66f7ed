// @ts-check
/** What the probes ask of the machine that this process runs on. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {import('./types.ts').Machine} Machine */

const patienceMs = 10_000;

/** The machine this process runs on. @param {Machine['env']} [env] @returns {Machine} */
export function thisMachine(env = process.env) {
  return {
    env,
    isRoot: process.getuid?.() === 0,
    nodeVersion: process.versions.electron === undefined ? process.versions.node : null,
    run: (command, args) => run(command, args, env),
    read: (file) => readFile(file, 'utf8').catch(() => null),
    which: (name) => which(name, env.PATH ?? ''),
  };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Machine['env']} env
 * @returns {Promise<import('./types.ts').Ran>}
 */
function run(command, args, env) {
  return new Promise((resolve) => {
    /** @type {import('node:child_process').ExecFileOptionsWithStringEncoding} */
    const options = {
      encoding: 'utf8',
      env,
      timeout: patienceMs,
      maxBuffer: 64 * 1024 * 1024,
      killSignal: 'SIGKILL',
    };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (error.killed) resolve({ code: 124, stdout, stderr });
      else resolve({ code: typeof error.code === 'number' ? error.code : 127, stdout, stderr });
    });
  });
}

/** @param {string} name @param {string} list @returns {Promise<string | null>} */
async function which(name, list) {
  // A user's PATH often lacks the sbin folders, where runc and criu live.
  for (const folder of [...list.split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin']) {
    if (folder === '') continue;
    const file = path.join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return null;
}
