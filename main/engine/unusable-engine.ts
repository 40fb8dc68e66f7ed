/** Stands for an engine that was named but can't be used: it says why, and has nothing. */
import { GantryError } from '../../shared/errors.ts';
import type { Engine } from './engine.ts';

/** @param address what CONTAINER_HOST names */
export function unusableEngine(address: string): Engine {
  const error = new GantryError({
    code: 'unsupported',
    message: 'CONTAINER_HOST names an engine that Gantry can’t reach yet.',
    engineMessage: address,
    hint: 'Only unix:///path/to/podman.sock works now. Forward the remote socket with ssh -L, and name that.',
  });
  const refuse = (): never => {
    throw error;
  };
  const since = Date.now();
  return {
    id: 'container-host',
    summary: () => ({
      id: 'container-host',
      name: 'CONTAINER_HOST',
      address,
      origin: 'container-host',
      command: ['podman', '--url', address],
      connection: { state: 'lost', since, error: error.toData(), nextTryAt: null },
      info: null,
      machine: null,
      capabilities: null,
    }),
    start: () => {},
    retry: () => {},
    onChange: () => () => {},
    containers: () => ({ revision: 0, containers: [], labels: [], warned: [] }),
    inView: () => {},
    container: refuse,
    runtimeOf: refuse,
    defaultRuntime: refuse,
    act: async () => refuse(),
    inspect: async () => refuse(),
    processes: async () => refuse(),
    openExecSessions: async () => refuse(),
    selinux: async () => refuse(),
    denials: async () => refuse(),
    images: async () => refuse(),
    image: async () => refuse(),
    importImages: async () => refuse(),
    pullImage: async () => refuse(),
    actOnImage: async () => refuse(),
    logs: refuse,
    watchStats: refuse,
    checkpointedContainers: async () => [],
    [Symbol.asyncDispose]: async () => {},
  };
}
