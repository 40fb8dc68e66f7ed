/** The processes of an exec session: all of the session (setsid(2)) that its command has begun. */
import type { ExecProcesses } from '../exec-end.ts';
import { membersOf, signalAll } from '../exec-members.ts';
import { discardUnread } from '../unread-input.ts';
import { type KnownProcess, knownProcess } from './processes.ts';

export function processesOf(command: KnownProcess): ExecProcesses {
  const members = async () => {
    // The number of a session is not given to another as long as anybody is in it.
    const first = await knownProcess(command.pid);
    if (first !== null && first.startTime !== command.startTime) return [];
    return membersOf(command.pid, async () => true);
  };
  return {
    signal: async (signal) => signalAll(await members(), signal),
    anyLeft: async () => (await members()).length > 0,
    discardUnread: () => discardUnread(command.pid),
  };
}
