/** Programs that do a part of the bundle engine's work: umoci, cp, netavark, ip. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import { cleanEnvironment } from '../../runtime/conmon/clean-environment.ts';

export interface ProgramOptions {
  readonly signal?: AbortSignal | undefined;
  /** For its standard input. */
  readonly input?: string;
}

/**
 * @returns what it printed
 * @throws GantryError `engine-failed` with the program's words; `disk-full` where they say so; `unsupported` where it isn't there
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { signal, input = '' }: ProgramOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { signal, maxBuffer: 16 * 1024 * 1024, env: cleanEnvironment() };
    const child = execFile(program, args, options, (thrown, stdout, stderr) => {
      if (thrown === null) resolve(stdout);
      // netavark tells its errors on its standard output.
      else reject(faultOf(program, thrown.code, stderr.trim() || stdout.trim() || thrown.message));
    });
    // It may end without having read it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function faultOf(program: string, code: unknown, words: string): GantryError {
  const name = path.basename(program);
  if (code === 'ENOENT') {
    return new GantryError({
      code: 'unsupported',
      message: `The program ${name} isn't there.`,
      engineMessage: words,
      hint: 'Install it, then try again.',
    });
  }
  const isFull = /no space left|quota exceeded/i.test(words);
  return new GantryError({
    code: isFull ? 'disk-full' : 'engine-failed',
    message: isFull ? 'There is no room for it.' : `${name} could not do it.`,
    engineMessage: words,
    hint: isFull ? 'Make room, or remove images that are no longer needed.' : null,
  });
}
