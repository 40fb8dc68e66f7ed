/** What an exec session's folder tells of it, also to an app that has not started it. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isProcessOf } from '../../host/container-process.ts';
import type { FoundExecSession, RuntimeContainer } from '../oci-runtime.ts';
import { type ProcessSpec, processSpec } from './bundle-config.ts';
import { exitCodeIn } from './exit-file.ts';
import { execFiles } from './folders.ts';
import { type KnownProcess, knownProcess, pidIn } from './processes.ts';

export interface KeptExec extends FoundExecSession {
  /** Its command; null: it has ended. */
  readonly process: KnownProcess | null;
}

/** Null: nothing was ever started in it, or nobody can read what. */
export async function readKeptExec(folder: string, ctr: RuntimeContainer): Promise<KeptExec | null> {
  const files = execFiles(folder, ctr.id);
  const pid = await pidIn(files.pidFile);
  const spec = await specIn(files.process);
  if (pid === null || spec === null) return null;
  const begun = await stat(files.pidFile).catch(() => null);
  const exitCode = await exitCodeIn(files.exitFile);
  const known = exitCode === null && (await isProcessOf(ctr.id, pid)) ? await knownProcess(pid) : null;
  return {
    id: path.basename(folder),
    command: spec.args,
    terminal: spec.terminal,
    user: `${spec.user.uid}:${spec.user.gid}`,
    cwd: spec.cwd,
    startedAt: begun?.mtimeMs ?? Date.now(),
    isRunning: known !== null,
    // One that has ended since it was asked for has it by now.
    exitCode: known === null ? (exitCode ?? (await exitCodeIn(files.exitFile))) : null,
    process: known,
  };
}

async function specIn(file: string): Promise<ProcessSpec | null> {
  try {
    return processSpec.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // An app was killed while it wrote it: nothing was started.
    return null;
  }
}
