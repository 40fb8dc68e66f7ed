// @ts-check
/** A failure of the set-up that a person can do something about. */
export class SetupProblem extends Error {
  /**
   * @param {string} what what is wrong, as a sentence
   * @param {string} wayOut what to do now, as a sentence
   */
  constructor(what, wayOut) {
    super(`${what} ${wayOut}`);
    this.name = 'SetupProblem';
    this.what = what;
    this.wayOut = wayOut;
  }
}
