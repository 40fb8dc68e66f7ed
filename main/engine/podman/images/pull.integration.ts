/** A real Podman pulls from a small registry: how that goes, fails, and is called off. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEngine } from '../../../../scripts/test-engine.mjs';
import type { Ongoing, Step } from '../../image-import.ts';
import { type Looking, startTestPodman } from '../../testing/test-podman.ts';
import { type SmallRegistry, startSmallRegistry } from './testing/small-registry.ts';

let work: string;
let registry: SmallRegistry;
let looking: Looking;

function ongoing(): Ongoing & { readonly steps: Step[]; readonly ending: AbortController } {
  const steps: Step[] = [];
  const ending = new AbortController();
  return { signal: ending.signal, onProgress: (step) => steps.push(step), steps, ending };
}

beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-pull-'));
  const maker = await startTestEngine();
  await maker.podman(['save', '--format', 'oci-dir', '-o', path.join(work, 'layout'), maker.image]);
  await maker.stop();
  registry = await startSmallRegistry(path.join(work, 'layout'));
  const conf = path.join(work, 'registries.conf');
  await writeFile(conf, `[[registry]]\nlocation = "${registry.host}"\ninsecure = true\n`);
  process.env.CONTAINERS_REGISTRIES_CONF = conf;
  looking = await startTestPodman();
});
afterAll(async () => {
  delete process.env.CONTAINERS_REGISTRIES_CONF;
  await looking[Symbol.asyncDispose]();
  await registry[Symbol.asyncDispose]();
  await rm(work, { recursive: true, force: true });
});

describe('a pull', () => {
  it('brings the image under its name, and tells what the engine says meanwhile', async () => {
    const wish = ongoing();
    const id = await looking.engine.pullImage(`${registry.host}/shop/web:1`, wish);
    expect((await looking.engine.image(id)).summary.names).toContain(`${registry.host}/shop/web:1`);
    expect(wish.steps[0]).toMatchObject({ phase: 'pulling', words: null });
    expect(wish.steps.some(({ words }) => words?.includes('Trying to pull'))).toBe(true);
    await looking.engine.actOnImage(id, { do: 'untag', name: `${registry.host}/shop/web:1` });
  });

  it('of what is not there fails in the registry’s own words', async () => {
    await expect(looking.engine.pullImage(`${registry.host}/shop/web:2`, ongoing())).rejects.toMatchObject({
      message: `Pull ${registry.host}/shop/web:2: the engine refused.`,
      engineMessage: expect.stringMatching(/nothing of this name was ever here|manifest unknown/),
      hint: expect.stringContaining('podman login'),
    });
  });

  it('that is called off ends at once, and brings nothing', async () => {
    await looking.podman.podman(['rmi', '--all', '--force']);
    registry.isStuck = true;
    const wish = ongoing();
    const pulling = looking.engine.pullImage(`${registry.host}/shop/slow:1`, wish);
    await registry.begun;
    wish.ending.abort();
    await expect(pulling).rejects.toMatchObject({ code: 'cancelled' });
    expect(await looking.engine.images()).toEqual([]);
  });
});
