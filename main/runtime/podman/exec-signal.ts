/**
 * A signal to an exec session's process: from here where it is on this machine and ours to signal, else by a `kill`
 * that is run inside the container (another machine's engine, or a user of the container's own).
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { createExec, startExec } from './exec.ts';

export type EndingSignal = 'SIGTERM' | 'SIGKILL';

/** @param pid as seen on the engine's machine. One that has ended is no error */
export async function signalExec(
  client: LibpodClient,
  ctr: RuntimeContainer,
  pid: number,
  signal: EndingSignal,
): Promise<void> {
  if (!(await isOurs(pid, ctr))) return signalInside(client, ctr, pid, signal);
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'ESRCH') return;
    if (code !== 'EPERM') throw thrown;
    await signalInside(client, ctr, pid, signal);
  }
}

/** The number may belong to another process by now, and on another machine it does: the container's id tells. */
async function isOurs(pid: number, ctr: RuntimeContainer): Promise<boolean> {
  const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
  return groups.includes(ctr.id);
}

const table = z.object({ Processes: z.array(z.array(z.string())).nullish() });

/** By a `kill` in the container, or its shell's own; root of the container may signal all its processes. */
export async function signalInside(
  client: LibpodClient,
  ctr: RuntimeContainer,
  pid: number,
  signal: EndingSignal,
): Promise<void> {
  const doing = `Look for the command in ${ctr.name}`;
  // psgo's descriptors: the number on the engine's machine, and the one in the container.
  const request = { query: { ps_args: 'hpid,pid' }, doing };
  const { Processes } = await client.json(table, 'GET', containerPath(ctr.id, '/top'), request);
  const inside = Processes?.find(([outer]) => outer === String(pid))?.[1];
  if (inside === undefined) return;
  const kill = ['kill', '-s', signal.slice('SIG'.length), inside];
  for (const cmd of [kill, ['sh', '-c', kill.join(' ')]]) {
    // 1: there is no such process any more.
    if ((await run(client, ctr, cmd)) <= 1) return;
  }
  throw new GantryError({
    code: 'unsupported',
    message: `The command in ${ctr.name} can't be ended from here.`,
    hint: 'Its process is out of reach, and the container has no `kill` to end it with. Stop the container to be rid of it.',
  });
}

async function run(client: LibpodClient, ctr: RuntimeContainer, cmd: readonly string[]): Promise<number> {
  const options = { cmd, terminal: false, user: '0', streams: { input: null, output: null, error: null } };
  const execId = await createExec(client, ctr, options);
  return (await startExec(client, ctr, execId, options)).ended;
}
