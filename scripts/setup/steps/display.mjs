// @ts-check
/** A display for the window: the user's, or where there is none a virtual one of our own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithUs } from '../children.mjs';
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';
import { which } from '../which.mjs';

/** @param {NodeJS.ProcessEnv} env */
export function hasDisplay(env) {
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Makes sure that a virtual display can be started.
 * @param {{ yes: boolean, say: (line: string) => void, env?: NodeJS.ProcessEnv, install?: typeof installPackages }} options
 */
export async function virtualDisplay({ yes, say, env = process.env, install = installPackages }) {
  if ((await which('Xvfb', env)) === null) {
    await install('display', 'There is no display; for a virtual one (Xvfb)', { yes, say });
  }
}

/**
 * Starts Xvfb. It picks a free display number itself and tells it when it is ready.
 * @param {{ size?: string }} [options]
 * @returns {Promise<{ display: string, pid: number | undefined, stop: () => Promise<void> }>}
 */
export async function startXvfb({ size = '1440x900x24' } = {}) {
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const ended = endWithUs(() => child.kill('SIGKILL'));
  const exited = new Promise((resolve) => {
    child.on('error', (error) => {
      complaint += error.message;
      resolve(undefined);
    });
    child.on('exit', resolve);
  });
  exited.then(ended);
  const ready = child.stdio[3];
  const number = await Promise.race([
    ready ? once(ready, 'data').then(([chunk]) => String(chunk).trim()) : undefined,
    exited.then(() => undefined),
  ]);
  if (!number) {
    throw new SetupProblem(
      `The virtual display did not start: ${complaint.trim()}`,
      'Run `Xvfb :99` by hand to see why.',
    );
  }
  return {
    display: `:${number}`,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
