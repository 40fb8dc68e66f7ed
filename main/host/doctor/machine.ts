/**
 * What the probes may ask of the machine they run on. Handed in, so that a test can describe any machine.
 */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Ran {
  /** 127 where there is no such program, 124 after a time-out. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** The Node this runs on, as `process.versions.node` has it; null in Electron, whose Node is its own. */
  readonly nodeVersion: string | null;
  run(command: string, args: readonly string[]): Promise<Ran>;
  /** A file's text, null where it can't be read. */
  read(file: string): Promise<string | null>;
  /** A program's path, null where there is none. */
  which(name: string): Promise<string | null>;
}

const patienceMs = 10_000;

/** The machine this process runs on. */
export function thisMachine(env: Machine['env'] = process.env): Machine {
  return {
    env,
    isRoot: process.getuid?.() === 0,
    nodeVersion: process.versions.electron === undefined ? process.versions.node : null,
    run: (command, args) => run(command, args, env),
    read: (file) => readFile(file, 'utf8').catch(() => null),
    which: (name) => which(name, env.PATH ?? ''),
  };
}

function run(command: string, args: readonly string[], env: Machine['env']): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env, timeout: patienceMs, maxBuffer: 64 * 1024 * 1024, killSignal: 'SIGKILL' } as const;
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (error.killed) resolve({ code: 124, stdout, stderr });
      else resolve({ code: typeof error.code === 'number' ? error.code : 127, stdout, stderr });
    });
  });
}

async function which(name: string, list: string): Promise<string | null> {
  // A user's PATH often lacks the sbin folders, where runc and criu live.
  for (const folder of [...list.split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin']) {
    if (folder === '') continue;
    const file = path.join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return null;
}
