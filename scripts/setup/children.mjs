// @ts-check
/** Programs that we have started shall not outlive us, however we end. */

/** @type {NodeJS.Signals[]} */
const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @type {Set<() => void>} */
const endings = new Set();

/**
 * Registers what ends a program, for the case that we end first.
 * @param {() => void} end has to work at once, without waiting
 * @returns {() => void} to be called when the program has ended
 */
export function endWithUs(end) {
  if (endings.size === 0) {
    process.on('exit', endAll);
    for (const signal of fatal) process.on(signal, onSignal);
  }
  endings.add(end);
  return () => {
    if (!endings.delete(end) || endings.size > 0) return;
    process.off('exit', endAll);
    for (const signal of fatal) process.off(signal, onSignal);
  };
}

function endAll() {
  // The latest first: a program before the folder that it works in.
  for (const end of [...endings].reverse()) end();
}

/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  // Somebody else who listens decides what becomes of us; the rest is done at the exit.
  if (process.listenerCount(signal) > 1) return;
  endAll();
  for (const each of fatal) process.off(each, onSignal);
  process.kill(process.pid, signal);
}
