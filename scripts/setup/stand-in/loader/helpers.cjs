// @ts-check
/**
 * Worker threads and utility processes start with a bare Node 18 of their own. This makes each of
 * them load what is lacking first.
 */
const workerThreads = require('node:worker_threads');
// @ts-ignore: found only inside Electron
const { utilityProcess } = require('electron');

const first = ['--require', require.resolve('./lacking.cjs')];

const { Worker } = workerThreads;
workerThreads.Worker = class extends Worker {
  /** @param {string | URL} file @param {import('node:worker_threads').WorkerOptions} [options] */
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: [...first, ...(options.execArgv ?? [])] });
  }
};

// A utility process ignores `--require` in its execArgv, so it starts with a file of ours that loads the given one.
const fork = utilityProcess.fork.bind(utilityProcess);
utilityProcess.fork = (
  /** @type {string} */ file,
  /** @type {string[]} */ args = [],
  /** @type {object | undefined} */ options = undefined,
) => fork(require.resolve('./utility.cjs'), [file, ...args], options);
