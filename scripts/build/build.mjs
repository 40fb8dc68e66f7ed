// @ts-check
/** Builds what is out of date, with Vite. */
import path from 'node:path';
import { projectRoot, toolNode } from '../setup/paths.mjs';
import { SetupProblem } from '../setup/problem.mjs';
import { run } from '../setup/run.mjs';
import { inputsHash, isUpToDate, parts, stamp } from './parts.mjs';

/** @typedef {'shipped' | 'stand-in'} Target which Electron it has to run in */

/**
 * @param {{ target: Target, root?: string, say: (line: string) => void, force?: boolean, compile?: typeof viteBuild }} options
 */
export async function build({ target, root = projectRoot, say, force = false, compile = viteBuild }) {
  await Promise.all(
    parts.map(async (part) => {
      const hash = await inputsHash(part, root, target);
      if (!force && (await isUpToDate(part, root, hash))) return;
      say(`building ${part.name}`);
      await compile(part, root, target);
      await stamp(part, root, hash);
    }),
  );
}

/** @param {import('./parts.mjs').Part} part @param {string} root @param {Target} target */
async function viteBuild(part, root, target) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const done = await run(toolNode, [vite, 'build', '--config', part.config, '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, GANTRY_BUILD_TARGET: target, NODE_ENV: 'production' },
    timeout: 300_000,
  });
  const words = `${done.stdout}${done.stderr}`.trim();
  if (done.code !== 0) {
    throw new SetupProblem(
      `The part "${part.name}" could not be built:\n${words}`,
      'Put that right and run this again.',
    );
  }
  if (words !== '') process.stdout.write(`${words}\n`);
}
