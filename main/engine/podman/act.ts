/**
 * One action on one container: what of it is the runtime's goes there. libpod's `OCIRuntime` has neither restart nor
 * rename: they are the engine's, and asked of it.
 */
import type { ContainerAction } from '../../../shared/container.ts';
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
