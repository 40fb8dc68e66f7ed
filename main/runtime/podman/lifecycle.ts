/** Start, stop, kill, pause and remove over the API. */
import type { ContainerStatus, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient, type Query } from './client.ts';
import { inspectContainer } from './inspect.ts';

async function post(client: LibpodClient, ctr: RuntimeContainer, verb: string, doing: string, query: Query = {}) {
  const lasts = verb === 'stop';
  await client.send('POST', containerPath(ctr.id, `/${verb}`), { query, doing: `${doing} ${ctr.name}`, lasts });
}

export const start = (client: LibpodClient, ctr: RuntimeContainer) => post(client, ctr, 'start', 'Start');
export const pause = (client: LibpodClient, ctr: RuntimeContainer) => post(client, ctr, 'pause', 'Pause');
export const unpause = (client: LibpodClient, ctr: RuntimeContainer) => post(client, ctr, 'unpause', 'Unpause');

export function stop(client: LibpodClient, ctr: RuntimeContainer, timeoutSeconds: number | null): Promise<void> {
  return post(client, ctr, 'stop', 'Stop', { timeout: timeoutSeconds });
}

export function kill(client: LibpodClient, ctr: RuntimeContainer, signal: number | string): Promise<void> {
  return post(client, ctr, 'kill', `Send ${signal} to`, { signal });
}

export async function remove(
  client: LibpodClient,
  ctr: RuntimeContainer,
  { force = false, volumes = false }: { force?: boolean; volumes?: boolean },
): Promise<void> {
  // By force it is stopped first: with no time-out, since what is asked for is a kill.
  const query = { force, volumes, ...(force ? { timeout: 0 } : {}) };
  const options = { query, doing: `Remove ${ctr.name}`, lasts: true };
  await client.send('DELETE', containerPath(ctr.id), options);
}

export async function status(client: LibpodClient, ctr: RuntimeContainer): Promise<ContainerStatus> {
  const { State } = (await inspectContainer(client, ctr.id, `Look at ${ctr.name}`)).parsed;
  const hasEnded = State.Status === 'exited' || State.Status === 'stopped';
  const runs = State.Status === 'running' || State.Status === 'paused' || State.Status === 'stopping';
  return {
    state: State.Status,
    // Podman 4.3 goes on telling the number of one that was frozen.
    pid: (runs && State.Pid) || null,
    exitCode: hasEnded ? (State.ExitCode ?? null) : null,
    startedAt: State.StartedAt,
    finishedAt: State.FinishedAt,
    oomKilled: State.OOMKilled ?? false,
    checkpointed: State.Checkpointed ?? false,
  };
}
