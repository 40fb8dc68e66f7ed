// @ts-check
/**
 * A network of its own for a command: Chromium aborts what it loads (ERR_NETWORK_CHANGED) whenever one of the machine's
 * changes, and containers' networks come and go while tests run.
 */
import { run } from '../setup/run.mjs';

/** In it there is only what a machine has of itself, which has to be switched on. */
const apart = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/**
 * @param {string[]} command needs no network but the machine's own
 * @param {{ isPossible?: () => Promise<boolean> }} [options]
 * @returns {Promise<string[]>} the same in a network of its own; unchanged where that can't be had: it takes root's rights
 */
export async function inOwnNetwork(command, { isPossible = canBeApart } = {}) {
  return (await isPossible()) ? [...apart, ...command] : command;
}

async function canBeApart() {
  const [program = '', ...args] = apart;
  return (await run(program, [...args, 'true'], { timeout: 10_000 })).code === 0;
}
