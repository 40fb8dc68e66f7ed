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

const makeRoom = 'Make room (a first set-up takes about 2 GB) and run this again.';
const takeBack =
  'Make it yours again (a command run with sudo may have taken it: `sudo chown -R`), then run this again.';

/** What keeps a file from being written, by the system's name for it. @type {Record<string, [what: string, wayOut: string]>} */
const reasons = {
  ENOSPC: ['The disk is full', makeRoom],
  EDQUOT: ['Your disk quota is used up', makeRoom],
  EROFS: ['The file system is read-only', 'Mount it writable, or set HOME to a folder that can be written.'],
  EACCES: ['This can not be written by you', takeBack],
  EPERM: ['This can not be written by you', takeBack],
};

/**
 * What a person can do about an error, where we know.
 * @param {unknown} error
 * @returns {SetupProblem | null}
 */
export function problemOf(error) {
  if (error instanceof SetupProblem) return error;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return null;
  // A program that can't be run is another matter.
  if (String(error.syscall).startsWith('spawn')) return null;
  return writeProblem(String(error.code), 'path' in error ? String(error.path) : null);
}

/**
 * @param {string} code the system's name for what happened: `ENOSPC`
 * @param {string | null} where null where it isn't known, as of a write to a file that is open already
 * @returns {SetupProblem | null} null where it is about something else than writing
 */
export function writeProblem(code, where) {
  const [what, wayOut] = reasons[code] ?? [];
  if (what === undefined || wayOut === undefined) return null;
  return new SetupProblem(where === null ? `${what}.` : `${what}: ${where}.`, wayOut);
}
