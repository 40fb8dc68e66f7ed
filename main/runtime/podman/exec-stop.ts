/**
 * Ends an exec session. The API has no call for it: its process gets the signals, from here where the engine's
 * processes are ours to see, else from inside the container.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { LibpodClient } from './client.ts';
import { createExec, inspectExec, startExec } from './exec.ts';

const lookMs = 50;

export async function stopExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
  timeoutSeconds: number,
): Promise<void> {
  const { Running, Pid } = await inspectExec(client, execId);
  if (!Running || Pid === 0) return;
  if (timeoutSeconds > 0) {
    await signal(client, ctr, Pid, 'SIGTERM');
    for (let waited = 0; waited < timeoutSeconds * 1000; waited += lookMs) {
      await pause(lookMs);
      if (!(await inspectExec(client, execId)).Running) return;
    }
  }
  await signal(client, ctr, Pid, 'SIGKILL');
}

async function signal(
  client: LibpodClient,
  ctr: RuntimeContainer,
  pid: number,
  name: 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  // A process id may have been taken by another process meanwhile, and on another machine it means another one.
  const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
  if (!groups.includes(ctr.id)) {
    throw new GantryError({
      code: 'unsupported',
      message: `The command in ${ctr.name} can't be ended from here.`,
      hint: 'Its process is not on this machine, or is hidden. End it inside the container.',
    });
  }
  try {
    process.kill(pid, name);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'ESRCH') return;
    if (code !== 'EPERM') throw thrown;
    await signalInside(client, ctr, pid, name);
  }
}

/** The process belongs to a user of the container's own: one inside may signal it. */
async function signalInside(client: LibpodClient, ctr: RuntimeContainer, pid: number, name: string): Promise<void> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const inside = /^NSpid:.*\t(\d+)$/m.exec(status)?.[1];
  if (inside === undefined) return;
  const options = {
    cmd: ['kill', '-s', name.slice('SIG'.length), inside],
    terminal: false,
    user: '0',
    streams: { input: null, output: null, error: null },
  };
  const execId = await createExec(client, ctr, options);
  await (await startExec(client, ctr, execId, options)).ended;
}
