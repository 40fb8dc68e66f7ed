/** What runs in an exec session: its first process, and what that has started and would end with it. */
import { z } from 'zod';
import { isProcessOf } from '../../host/container-process.ts';
import { programsOf } from '../exec-members.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { inspectExec } from './exec.ts';

const table = z.object({ Processes: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])).nullish() });

/** From here where it is on this machine, else by what the engine tells of the container. Null: it can't be told. */
export async function execPrograms(
  client: LibpodClient,
  ctr: RuntimeContainer,
  execId: string,
): Promise<readonly string[] | null> {
  const { Running, Pid } = await inspectExec(client, execId);
  if (!Running || Pid === 0) return null;
  const here = await programsOf(Pid, (each) => isProcessOf(ctr.id, each));
  return here.length > 0 ? here : programsInside(client, ctr, Pid);
}

/** @param pid as seen on the engine's machine */
export async function programsInside(
  client: LibpodClient,
  ctr: RuntimeContainer,
  pid: number,
): Promise<readonly string[] | null> {
  const request = { query: { ps_args: 'hpid,pid,ppid,args' }, doing: `Look for the command in ${ctr.name}` };
  const processes = (await client.json(table, 'GET', containerPath(ctr.id, '/top'), request)).Processes ?? [];
  const first = processes.find(([outer]) => outer === String(pid));
  if (first === undefined) return null;
  const programs = [first[3]];
  // Parents are listed before their children in no order that is promised: looked for anew below each that is found.
  const look = [first[1]];
  for (const parent of look) {
    for (const [, inner, above, args] of processes) {
      if (above !== parent || look.includes(inner)) continue;
      look.push(inner);
      programs.push(args);
    }
  }
  return programs;
}
