// @ts-check
/**
 * Where things are: the project's folder, and our own cache and state outside of it.
 * Nothing of one machine is ever written into the project.
 */
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The folder for what can be made or downloaded again.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  const base =
    env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)
      ? env.XDG_CACHE_HOME
      : path.join(env.HOME || homedir(), '.cache');
  return path.join(base, 'gantry');
}

/** A tool of the npm dependencies. @param {string} name */
export function dependencyTool(name) {
  return path.join(projectRoot, 'node_modules', '.bin', name);
}

/** The Node that the shipped Electron has, brought by npm's `node` package. */
export const toolNode = dependencyTool('node');
