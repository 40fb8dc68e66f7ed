// @ts-check
/**
 * `AbortSignal.any` as a current Node has it: what is made of a signal that lives long goes when nobody holds it any more,
 * and the long-lived one has one listener for all of them.
 */

/** What depends on a signal. @type {WeakMap<AbortSignal, Set<WeakRef<AbortController>>>} */
const dependants = new WeakMap();
/** What a signal that was made here needs while it lives. @type {WeakMap<AbortSignal, readonly unknown[]>} */
const needs = new WeakMap();
const gone = new FinalizationRegistry((/** @type {() => void} */ forget) => forget());

/** @param {AbortSignal} signal */
function dependantsOf(signal) {
  const known = dependants.get(signal);
  if (known !== undefined) return known;
  /** @type {Set<WeakRef<AbortController>>} */
  const made = new Set();
  dependants.set(signal, made);
  signal.addEventListener('abort', () => made.forEach((each) => void each.deref()?.abort(signal.reason)), {
    once: true,
  });
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
  for (const source of sources) {
    const set = dependantsOf(source);
    set.add(weak);
    gone.register(all, () => set.delete(weak));
  }
  return all.signal;
};
