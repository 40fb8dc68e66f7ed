// @ts-check
/**
 * Going on with the project's own Node. The machine's may be as old as 20.19; npm's `node` package brings
 * the one that the shipped Electron has, which also runs the TypeScript that the scripts share with the app.
 */
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { projectRoot, toolNode } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { reporting, sayStep } from './say.mjs';
import { dependencies, dependenciesState } from './steps/dependencies.mjs';

/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Makes sure of the npm dependencies (or, where nothing may be changed, does without), then runs `main` under the project's Node: here, when this is it, else
 * by starting the script anew. To be the last thing a script does.
 * @param {string} scriptUrl the script's `import.meta.url`
 * @param {() => Promise<number>} main gives the exit code
 * @param {{ install?: boolean }} [options]
 * @returns {Promise<boolean>} whether `main` has run, here or there
 */
export async function withToolNode(scriptUrl, main, { install = true } = {}) {
  let hasRun = isToolNode();
  process.exitCode = await reporting(async () => {
    if (isToolNode()) return main();
    if (!install && !existsSync(toolNode)) return withoutToolNode(main);
    // Nothing to be said yet where there is nothing to do: the script itself comes to it.
    if ((await dependenciesState(projectRoot)) !== 'there') await dependencies({ say: sayStep });
    hasRun = true;
    return rerun(fileURLToPath(scriptUrl));
  });
  return hasRun;
}

/** @param {() => Promise<number>} main */
async function withoutToolNode(main) {
  // Newer Nodes run the TypeScript as well.
  if ('typescript' in process.features && process.features.typescript) return main();
  throw new SetupProblem(
    'The npm dependencies are missing, and without them nothing runs.',
    '`npm run setup` installs them.',
  );
}

function isToolNode() {
  try {
    return realpathSync(process.execPath) === realpathSync(toolNode);
  } catch {
    return false;
  }
}

/** @param {string} script @returns {Promise<number>} */
function rerun(script) {
  return new Promise((resolve, reject) => {
    const child = spawn(toolNode, [...process.execArgv, script, ...process.argv.slice(2)], { stdio: 'inherit' });
    const handlers = passedOn.map((signal) => {
      const pass = () => {
        // A Ctrl-C at a terminal reaches the child by itself.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      };
      process.on(signal, pass);
      return /** @type {const} */ ([signal, pass]);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const [name, pass] of handlers) process.off(name, pass);
      resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
    });
  });
}
