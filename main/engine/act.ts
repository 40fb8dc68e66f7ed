/**
 * One action on one container: what of it is the runtime's goes there. libpod's `OCIRuntime` has neither restart nor
 * rename: they are the engine's own.
 */
import type { ContainerAction } from '../../shared/container.ts';
import type { OCIRuntime, RuntimeContainer } from '../runtime/oci-runtime.ts';

export interface EnginesOwn {
  /** @param timeoutSeconds null: the container's own */
  restart(ctr: RuntimeContainer, timeoutSeconds: number | null): Promise<void>;
  rename(ctr: RuntimeContainer, name: string): Promise<void>;
}

export async function act(
  engine: EnginesOwn,
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
      return engine.restart(ctr, action.timeoutSeconds);
    case 'rename':
      return engine.rename(ctr, action.name);
  }
}
