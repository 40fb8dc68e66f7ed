/**
 * Signals to all that an exec session has started, so far as it is still of the session (setsid(2)): from here where it
 * is on this machine and ours to signal, else by a script that is run inside the container (another machine's engine, or
 * a user of the container's own).
 *
 * As with any terminal that is closed, what was told to ignore the hang-up (`nohup`) or has begun a session of its own
 * (`setsid`) lives on, all but the session's first process.
 */
import { z } from 'zod';
import { GantryError } from '../../../shared/errors.ts';
import { isProcessOf } from '../../host/container-process.ts';
import type { ExecProcesses } from '../exec-end.ts';
import { maySignal, membersOf, signalAll } from '../exec-members.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { discardUnread } from '../unread-input.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { createExec, startExec } from './exec.ts';

/** @param pid of the session's first process, as seen on the engine's machine */
export async function processesOf(client: LibpodClient, ctr: RuntimeContainer, pid: number): Promise<ExecProcesses> {
  const all = () => membersOf(pid, (each) => isProcessOf(ctr.id, each));
  const members = await all();
  if (members.length === 0 || !members.every(maySignal)) return processesInside(client, ctr, pid);
  return {
    signal: async (signal) => signalAll(await all(), signal),
    anyLeft: async () => (await all()).length > 0,
    discardUnread: () => discardUnread(pid),
  };
}

const table = z.object({ Processes: z.array(z.array(z.string())).nullish() });

/**
 * Signals (0: only looks for) the processes of session $1; root of the container may signal all of them. Field 4 after
 * the name in /proc/PID/stat is the session, the first bit of SigIgn is SIGHUP.
 */
const script = `
left=3
for folder in /proc/[0-9]*; do
  read -r line < "$folder/stat" || continue
  set -- "$1" "$2" \${line##*) }
  [ "$6" = "$1" ] && [ "$3" != Z ] || continue
  pid=\${folder#/proc/}
  [ "$pid" = "$1" ] || ! grep -q '^SigIgn:.*[13579bdf]$' "$folder/status" || continue
  kill -s "$2" "$pid" && left=0
done 2>/dev/null
exit $left`;

/**
 * Reads the terminal of process $1 for as long as what waits takes: conmon writes it at once. Opened within the time-out:
 * a container may have made something of that name that is waited for.
 */
const discardScript = `for fd in 0 1 2; do
  case $(readlink /proc/$1/fd/$fd) in
    /dev/pts/*|/dev/console) timeout 0.2 sh -c 'cat < "/proc/$1/fd/$2"' sh "$1" "$fd" > /dev/null 2>&1; exit 0 ;;
  esac
done`;

/** Exit codes of {@link script}, and of a plain `kill`: it was there, and it was not. */
const found = 0;
const notFound: readonly number[] = [1, 3];

/** @param pid as seen on the engine's machine */
export async function processesInside(
  client: LibpodClient,
  ctr: RuntimeContainer,
  pid: number,
): Promise<ExecProcesses> {
  const doing = `Look for the command in ${ctr.name}`;
  // psgo's descriptors: the number on the engine's machine, and the one in the container.
  const request = { query: { ps_args: 'hpid,pid' }, doing };
  const { Processes } = await client.json(table, 'GET', containerPath(ctr.id, '/top'), request);
  const inside = Processes?.find(([outer]) => outer === String(pid))?.[1];
  if (inside === undefined)
    return { signal: async () => {}, anyLeft: async () => false, discardUnread: async () => {} };
  const send = async (signal: string): Promise<boolean> => {
    // Where there is no shell, there may be a `kill`, which reaches the first process at least.
    for (const cmd of [
      ['sh', '-c', script, 'sh', inside, signal],
      ['kill', '-s', signal, inside],
    ]) {
      const code = await run(client, ctr, cmd);
      if (code === found) return true;
      if (notFound.includes(code)) return false;
    }
    throw new GantryError({
      code: 'unsupported',
      message: `The command in ${ctr.name} can't be ended from here.`,
      hint: 'Its process is out of reach, and the container has no `kill` to end it with. Stop the container to be rid of it.',
    });
  };
  return {
    signal: async (signal) => void (await send(signal.slice('SIG'.length))),
    anyLeft: () => send('0'),
    // Best effort: without a shell and `timeout` nothing is read.
    discardUnread: async () => void (await run(client, ctr, ['sh', '-c', discardScript, 'sh', inside])),
    // Each look is an exec session, whose conmon stays for minutes.
    pause: 500,
  };
}

async function run(client: LibpodClient, ctr: RuntimeContainer, cmd: readonly string[]): Promise<number> {
  const options = { cmd, terminal: false, user: '0', streams: { input: null, output: null, error: null } };
  const execId = await createExec(client, ctr, options);
  return (await startExec(client, ctr, execId, options)).ended;
}
