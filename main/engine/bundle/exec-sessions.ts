/** The exec sessions of a container, whoever has started them, also an app that was killed. */
import { foundExecSessions } from '../../runtime/conmon/exec-sessions.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';

/** How many run. @param execs the folder that has one for each */
export async function countExecSessions(ctr: RuntimeContainer, execs: string): Promise<number> {
  return (await foundExecSessions(ctr, execs)).filter(({ isRunning }) => isRunning).length;
}
