// @ts-check
/**
 * `AbortSignal.any` as a current Node has it: what is made of a signal that lives long goes when nobody holds it any more,
 * and the long-lived one has one listener for all of them.
 */

/**
 * Swept when it has grown, not by a `FinalizationRegistry`: it would have something to do when the app ends, see exit.cjs.
 */
class Dependants {
  /** @type {Set<WeakRef<AbortController>>} */
  #held = new Set();
  #sweepAt = 16;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    signal.addEventListener('abort', () => this.#held.forEach((each) => void each.deref()?.abort(signal.reason)), {
      once: true,
    });
  }

  /** @param {WeakRef<AbortController>} weak */
  add(weak) {
    if (this.#held.size >= this.#sweepAt) {
      for (const each of this.#held) if (each.deref() === undefined) this.#held.delete(each);
      this.#sweepAt = Math.max(16, 2 * this.#held.size);
    }
    this.#held.add(weak);
  }
}

/** @type {WeakMap<AbortSignal, Dependants>} */
const dependants = new WeakMap();
/** What a signal that was made here needs while it lives. @type {WeakMap<AbortSignal, readonly unknown[]>} */
const needs = new WeakMap();

/** What depends on a signal. @param {AbortSignal} signal */
function dependantsOf(signal) {
  const known = dependants.get(signal);
  if (known !== undefined) return known;
  const made = new Dependants(signal);
  dependants.set(signal, made);
  return made;
}

/** @param {Iterable<AbortSignal>} signals */
exports.any = (signals) => {
  const all = new AbortController();
  const sources = [...signals];
  const aborted = sources.find((signal) => signal.aborted);
  if (aborted !== undefined) {
    all.abort(aborted.reason);
    return all.signal;
  }
  needs.set(all.signal, [all, ...sources]);
  const weak = new WeakRef(all);
  for (const source of sources) dependantsOf(source).add(weak);
  return all.signal;
};
