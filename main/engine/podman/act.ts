/**
 * One action on one container: what of it is the runtime's goes there. libpod's `OCIRuntime` has neither restart nor
 * rename: they are the engine's, and asked of it.
 */
import type { ContainerAction } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import type { OCIRuntime, RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { containerPath, type LibpodClient } from '../../runtime/podman/client.ts';
import { inspectContainer } from '../../runtime/podman/inspect.ts';

export async function act(
  client: LibpodClient,
  runtime: OCIRuntime,
  ctr: RuntimeContainer,
  action: ContainerAction,
): Promise<void> {
  switch (action.do) {
    case 'start':
      await keepFrozen(client, ctr);
      return runtime.startContainer(ctr);
    case 'stop':
      return runtime.stopContainer(ctr, action.timeoutSeconds, false);
    case 'kill':
      return runtime.killContainer(ctr, action.signal, false);
    case 'pause':
      return runtime.pauseContainer(ctr);
    case 'unpause':
      return runtime.unpauseContainer(ctr);
    case 'remove':
      return runtime.deleteContainer(ctr, { force: action.force, volumes: action.volumes });
    case 'restart':
      await keepFrozen(client, ctr);
      return restart(client, ctr, action.timeoutSeconds);
    case 'rename': {
      const query = { name: action.name };
      return client.send('POST', containerPath(ctr.id, '/rename'), { query, doing: `Rename ${ctr.name}` });
    }
  }
}

/** @param timeoutSeconds null: the container's own, which has to be named: without any, Podman kills it at once */
async function restart(client: LibpodClient, ctr: RuntimeContainer, timeoutSeconds: number | null): Promise<void> {
  const doing = `Restart ${ctr.name}`;
  const timeout = timeoutSeconds ?? (await inspectContainer(client, ctr.id, doing)).parsed.Config.StopTimeout ?? 10;
  return client.send('POST', containerPath(ctr.id, '/restart'), { query: { timeout }, doing, lasts: true });
}

/** A start from the beginning would throw the checkpoint in place away without a word. */
async function keepFrozen(client: LibpodClient, ctr: RuntimeContainer): Promise<void> {
  const { State } = (await inspectContainer(client, ctr.id, `Start ${ctr.name}`)).parsed;
  if (State.Checkpointed !== true || State.Status === 'running') return;
  throw new GantryError({
    code: 'needs-consent',
    message: `${ctr.name} is frozen: a start from the beginning would lose its checkpoint.`,
    hint: 'Restore it on the Checkpoints screen, where it goes on as it was. To begin afresh, restart it then.',
  });
}
