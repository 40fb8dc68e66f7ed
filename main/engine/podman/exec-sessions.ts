/** The exec sessions of a container, whoever has started them. */
import { GantryError } from '../../../shared/errors.ts';
import type { LibpodClient } from '../../runtime/podman/client.ts';
import { inspectExec } from '../../runtime/podman/exec.ts';
import { inspectContainer } from '../../runtime/podman/inspect.ts';

/** How many run: the engine goes on telling those that have ended for some minutes. */
export async function countExecSessions(client: LibpodClient, containerId: string): Promise<number> {
  const { ExecIDs } = (await inspectContainer(client, containerId)).parsed;
  const running = await Promise.all(ExecIDs.map((id) => isRunning(client, id)));
  return running.filter(Boolean).length;
}

async function isRunning(client: LibpodClient, execId: string): Promise<boolean> {
  try {
    return (await inspectExec(client, execId)).Running;
  } catch (thrown) {
    // It was cleared away meanwhile.
    if (thrown instanceof GantryError && thrown.code === 'not-found') return false;
    throw thrown;
  }
}
