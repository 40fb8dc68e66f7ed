/** The exec sessions of a container, whoever has started them, also an app that was killed. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isProcessOf } from '../../host/container-process.ts';
import { knownProcess, pidIn } from '../../runtime/conmon/processes.ts';

/** How many run. @param execs the folder that has one for each */
export async function countExecSessions(containerId: string, execs: string): Promise<number> {
  const sessions = await readdir(execs).catch(() => []);
  const running = await Promise.all(
    sessions.map(async (session) => {
      const pid = await pidIn(path.join(execs, session, 'exec_pid'));
      return pid !== null && (await knownProcess(pid)) !== null && (await isProcessOf(containerId, pid));
    }),
  );
  return running.filter(Boolean).length;
}
