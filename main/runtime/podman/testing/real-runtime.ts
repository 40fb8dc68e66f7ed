/** The driver on a real engine of the test's own. */
import { Writable } from 'node:stream';
import { startTestEngine } from '../../../../scripts/test-engine.mjs';
import type { ContainerSpec } from '../../../../shared/container.ts';
import { creationNeeds } from '../../../host/creation-needs.ts';
import type { RuntimeContainer } from '../../oci-runtime.ts';
import { LibpodClient } from '../client.ts';
import { PodmanRuntime } from '../podman-runtime.ts';

type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

export interface RealRuntime extends AsyncDisposable {
  readonly engine: TestEngine;
  readonly client: LibpodClient;
  readonly runtime: PodmanRuntime;
  /** Starts a container by Podman's command line. */
  run(...args: string[]): Promise<RuntimeContainer>;
  podman(...args: string[]): Promise<string>;
}

export async function startRealRuntime(): Promise<RealRuntime> {
  const engine = await startTestEngine();
  const client = new LibpodClient({ socketPath: engine.socket });
  const ociRuntime = { name: 'runc', package: '', path: '/usr/bin/runc', version: '' };
  const needs = async () => creationNeeds((await client.ping()).version, engine.env, true);
  const runtime = new PodmanRuntime({ client, info: { conmon: null, ociRuntime }, needs });
  const podman = async (...args: string[]) => (await engine.podman(args)).stdout.trim();
  return {
    engine,
    client,
    runtime,
    podman,
    async run(...args) {
      const id = await podman('run', '-d', ...args);
      return { id, name: await podman('inspect', '--format', '{{.Name}}', id) };
    },
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await engine.stop();
    },
  };
}

/** What a user asks for who asks for nothing special. */
export function plainSpec(image: string, change: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    image,
    name: null,
    command: ['sleep', '1000'],
    environment: [],
    ports: [],
    volumes: [],
    terminal: false,
    init: false,
    selinux: { disable: false, type: null, level: null },
    autoRemove: false,
    restart: { when: 'no', tries: null },
    network: 'default',
    ...change,
  };
}

/** Takes all that is written to it. */
export class Sink extends Writable {
  readonly chunks: Buffer[] = [];
  #heard: () => void = () => {};

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    this.#heard();
    done();
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }

  /** Resolves when what has come fits. */
  async until(fits: (text: string) => boolean): Promise<void> {
    while (!fits(this.text)) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}
