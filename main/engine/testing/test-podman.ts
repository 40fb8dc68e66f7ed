/** A real engine and Gantry's view of it, in the tests of this room. */
import { startTestEngine } from '../../../scripts/test-engine.mjs';
import { noNeeds } from '../../host/creation-needs.ts';
import { PodmanEngine } from '../podman/podman-engine.ts';
import { Changes } from './changes.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

export type TestPodman = Awaited<ReturnType<typeof startTestEngine>>;

export interface Looking extends AsyncDisposable {
  readonly podman: TestPodman;
  readonly engine: PodmanEngine;
  readonly changes: Changes;
}

export function engineAt(socketPath: string): PodmanEngine {
  return new PodmanEngine({
    ...{ id: 'test', name: 'Podman (test)', origin: 'container-host', socketPath },
    command: ['podman'],
    needs: async () => noNeeds,
  });
}

export interface Watching extends Looking {
  readonly asked: Pick<RecordingProxy, 'requests' | 'open'>;
}

/** Starts an engine and connects to it, with a record of what is asked. */
export async function startWatchedPodman(options: { readonly fakesSelinux?: boolean } = {}): Promise<Watching> {
  const podman = await startTestEngine();
  const proxy = await startRecordingProxy(podman.socket, options);
  const looking = await look(podman, proxy.socketPath);
  return {
    ...looking,
    asked: proxy,
    async [Symbol.asyncDispose]() {
      await looking.engine[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await podman.stop();
    },
  };
}

/** Starts an engine and connects to it. */
export async function startTestPodman(): Promise<Looking> {
  const podman = await startTestEngine();
  return look(podman, podman.socket);
}

async function look(podman: TestPodman, socketPath: string): Promise<Looking> {
  const engine = engineAt(socketPath);
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
