/** Versions of programs, as they tell them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GantryError } from '../../../shared/errors.ts';
import { cleanEnvironment } from './clean-environment.ts';

/** @returns its first line's number: `conmon version 2.1.6`, `runc version 1.1.5+ds1`, `crun version 1.8.1` */
export async function programVersion(program: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000, env: cleanEnvironment() });
    return /\d[\w.+~-]*/.exec(stdout)?.[0] ?? '';
  } catch (thrown) {
    throw new GantryError({
      code: 'engine-failed',
      message: `${program} doesn't tell its version.`,
      engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
      hint: 'See whether it is installed and may be executed.',
      cause: thrown,
    });
  }
}
