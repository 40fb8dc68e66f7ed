/** A real engine and Gantry's view of it, in the tests of this room. */
import { startTestEngine } from '../../../scripts/test-engine.mjs';
import { PodmanEngine } from '../podman/podman-engine.ts';
import { Changes } from './changes.ts';

export type TestPodman = Awaited<ReturnType<typeof startTestEngine>>;

export interface Looking extends AsyncDisposable {
  readonly podman: TestPodman;
  readonly engine: PodmanEngine;
  readonly changes: Changes;
}

export function engineAt(socketPath: string): PodmanEngine {
  return new PodmanEngine({
    ...{ id: 'test', name: 'Podman (test)', origin: 'container-host', socketPath },
    limits: async () => [],
  });
}

/** Starts an engine and connects to it. */
export async function startTestPodman(): Promise<Looking> {
  const podman = await startTestEngine();
  const engine = engineAt(podman.socket);
  const changes = new Changes(engine);
  engine.start();
  await changes.untilConnection('connected');
  return {
    podman,
    engine,
    changes,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await podman.stop();
    },
  };
}
