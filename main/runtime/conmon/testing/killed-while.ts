/** Has another app, on the same folders as a subject, killed in the middle of what it does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RuntimeContainer } from '../../oci-runtime.ts';
import type { ConmonSubject } from './conmon-subject.ts';
import type { KilledTask } from './killed-app.ts';
import { runcPrograms } from './programs.ts';

const app = path.join(import.meta.dirname, 'killed-app.ts');
/** The app's number is beside the script; it is gone when this goes on. */
const kill = 'kill -KILL $(cat "$0.app"); while kill -0 $(cat "$0.app") 2>/dev/null; do sleep 0.01; done';

/** The runtime's command that the app waits for, directly or by way of conmon. */
const commands = { make: 'create', restore: 'restore', freeze: 'checkpoint', exec: 'exec' } as const;

export interface Kill {
  /** The runtime then does its work (`before`), or fails (`instead`). */
  readonly when: 'before' | 'instead';
  readonly session?: KilledTask['session'];
}

/** @returns how the app has ended: by the signal that killed it, if all is well */
export async function killedWhile(
  subject: ConmonSubject,
  ctr: RuntimeContainer,
  doing: KilledTask['doing'],
  { when, session = null }: Kill,
): Promise<NodeJS.Signals | null> {
  const programs = await runcPrograms();
  const script = path.join(subject.folder, 'killing-runtime');
  const next = when === 'before' ? ':' : 'exit 1';
  const text = `case " $* " in *" ${commands[doing]} "*) ${kill}; ${next};; esac; exec ${programs.path} "$@"`;
  await writeFile(script, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const task: KilledTask = {
    ...{ doing, ctr, session, folder: subject.folder, bundle: subject.bundleOf(ctr) },
    programs: { ...programs, path: script },
  };
  const child = spawn(process.execPath, [app, JSON.stringify(task)], { stdio: ['pipe', 'ignore', 'inherit'] });
  const [, signal] = await once(child, 'exit');
  return signal;
}
