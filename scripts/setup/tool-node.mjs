// @ts-check
/**
 * Going on with the project's own Node. The machine's may be as old as 20.19; npm's `node` package brings
 * the one that the shipped Electron has, which also runs the TypeScript that the scripts share with the app.
 */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { inTurn } from './in-turn.mjs';
import { projectRoot, toolNode } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { reporting, sayStep } from './say.mjs';
import { dependencies, dependenciesState } from './steps/dependencies.mjs';

/** As package.json has it. @type {[major: number, minor: number]} */
const oldestNode = [20, 19];

/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Makes sure of the npm dependencies, then runs `main` under the project's Node: here, when this is it, else by
 * starting the script anew. To be the last thing a script does.
 * @param {string} scriptUrl the script's `import.meta.url`
 * @param {() => Promise<number>} main gives the exit code
 * @returns {Promise<boolean>} whether `main` has run, here or there
 */
export async function withToolNode(scriptUrl, main) {
  let hasRun = isToolNode();
  process.exitCode = await reporting(async () => {
    if (isToolNode()) return main();
    refuseOldNode(process.versions.node);
    // Nothing to be said yet where there is nothing to do: the script itself comes to it.
    if ((await dependenciesState(projectRoot)) !== 'there') {
      await inTurn(() => dependencies({ say: sayStep }), { say: sayStep });
    }
    hasRun = true;
    return rerun(fileURLToPath(scriptUrl));
  });
  return hasRun;
}

/** @param {string} version of the machine's own Node */
export function refuseOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupProblem(
    `Node ${version} is here, and Gantry needs ${oldestNode.join('.')} or newer.`,
    'Install a newer one, from your distribution (Debian 13, Fedora) or from nodejs.org, then run this again.',
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
