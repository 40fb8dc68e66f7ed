// @ts-check
/** Set-up, build, a display, and the benchmarks in a process of their own. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot, toolNode } from '../setup/paths.mjs';
import { inElectron } from './in-electron.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export function bench(args) {
  return inElectron(async ({ env }) => {
    const child = spawn(toolNode, [path.join(projectRoot, 'e2e/bench/main.ts'), ...args], { env, stdio: 'inherit' });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
  });
}
