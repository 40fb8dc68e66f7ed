/** `podman exec -t … cat` of 100 MB into a pipe: the yardstick of floods. */
import { spawn } from 'node:child_process';
import { now } from './clock.ts';
import type { BenchEngine } from './containers.ts';

const container = 'flood';
export const fileBytes = 100_000_000;
export const floodCommand = ['cat', '/flood/flood.log'] as const;

/** Runs one that has the folder's `flood.log`. @returns its name */
export async function floodedContainer(engine: BenchEngine, folder: string): Promise<string> {
  const options = ['--network', 'none', '--volume', `${folder}:/flood:ro`, '--name', container];
  await engine.podman(['run', '-d', ...options, engine.image, 'sleep', '100000']);
  return container;
}

/** Milliseconds from the first byte to the last, of the same file through `podman exec -t` into a pipe. */
export function execFlood(engine: BenchEngine, bytes: number): Promise<number> {
  const child = spawn('podman', ['exec', '-t', container, ...floodCommand], {
    env: engine.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let begin = 0;
    let end = 0;
    let count = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      end = now();
      if (count === 0) begin = end;
      count += chunk.length;
    });
    child.on('error', reject);
    child.on('close', () => {
      if (count === bytes) resolve(end - begin);
      else reject(new Error(`podman exec gave ${count} bytes instead of ${bytes}.`));
    });
  });
}
