/** Containers to measure with, made quickly. */
import http from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { startTestEngine } from '../../scripts/test-engine.mjs';

export type BenchEngine = Awaited<ReturnType<typeof startTestEngine>>;

/** So many are made at a time: more are no quicker, Podman locks. */
const atATime = 4;
const created = z.object({ Id: z.string() });

/** Creates containers of sleepers without starting them. @returns their names */
export async function createContainers(engine: BenchEngine, prefix: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`);
  const due = [...names];
  const worker = async (): Promise<void> => {
    for (let name = due.pop(); name !== undefined; name = due.pop()) {
      const spec = { image: engine.image, name, command: ['sleep', '100000'], netns: { nsmode: 'none' } };
      created.parse(JSON.parse(await request(engine.socket, 'POST', '/v4.0.0/libpod/containers/create', spec)));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return names;
}

/** Starts containers that run on. @returns their names */
export async function runContainers(engine: BenchEngine, prefix: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`);
  for (const name of names) {
    await engine.podman(['run', '-d', '--network', 'none', '--name', name, engine.image, 'sleep', '100000']);
  }
  return names;
}

export async function removeAll(engine: BenchEngine): Promise<void> {
  await engine.podman(['rm', '--all', '--force', '--time', '0'], { timeout: 600_000 });
}

/** An engine of the benchmark's own, gone at its end. */
export async function withEngine<T>(work: (engine: BenchEngine) => Promise<T>): Promise<T> {
  const engine = await startTestEngine();
  try {
    return await work(engine);
  } finally {
    // A thousand containers take longer than the engine's own clean-up waits.
    await removeAll(engine);
    await engine.stop();
  }
}

/** `podman 5.8.2` */
export async function engineName(engine: BenchEngine): Promise<string> {
  const { stdout } = await engine.podman(['version', '--format', '{{.Client.Version}}']);
  return `podman ${stdout.trim()}`;
}

/** One call of the engine's API. @returns its body */
export async function request(socketPath: string, method: string, path: string, body?: object): Promise<string> {
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = http.request({ socketPath, method, path, headers }, resolve);
    sent.on('error', reject);
    sent.end(body === undefined ? '' : JSON.stringify(body));
  });
  const text = (await buffer(response)).toString('utf8');
  if ((response.statusCode ?? 500) >= 400) throw new Error(`${method} ${path}: ${text}`);
  return text;
}
