/** Programs that work for the store: umoci, cp. */
import { execFile } from 'node:child_process';
import { GantryError } from '../../../../shared/errors.ts';

/** @throws GantryError `engine-failed` with the program's words; `disk-full` where they say so */
export function runProgram(program: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { signal, maxBuffer: 16 * 1024 * 1024 }, (thrown, _stdout, stderr) => {
      if (thrown === null) resolve();
      else reject(faultOf(program, stderr.trim() || thrown.message));
    });
  });
}

function faultOf(program: string, words: string): GantryError {
  const isFull = /no space left|quota exceeded/i.test(words);
  return new GantryError({
    code: isFull ? 'disk-full' : 'engine-failed',
    message: isFull ? 'There is no room for it.' : `${program} could not do it.`,
    engineMessage: words,
    hint: isFull ? 'Make room, or remove images that are no longer needed.' : null,
  });
}
