import { constants } from 'node:os';

/** A system call that failed, as Node tells its own. */
export class SystemCallError extends Error {
  override readonly name = 'SystemCallError';
  /** Such as `ENOENT`. */
  readonly code: string;

  constructor(call: string, errno: number) {
    const code = Object.entries(constants.errno).find(([, number]) => number === errno)?.[0] ?? `errno ${errno}`;
    super(`${code}: ${call}`);
    this.code = code;
  }
}
