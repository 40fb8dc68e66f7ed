/** Copies a root file system with all that its files have, without using room twice where the file system can (reflinks). */
import { mkdir } from 'node:fs/promises';
import { runProgram } from '../run-program.ts';

/** What is mounted in it is not part of it. @param target isn't there yet */
export async function copyTree(source: string, target: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(target);
  await runProgram('cp', ['--archive', '--reflink=auto', '--one-file-system', '--', `${source}/.`, target], { signal });
}
