import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsOf } from '../../runtime/conmon/runtime-settings.ts';
import type { Engine } from '../engine.ts';
import { EngineRegistry } from '../registry.ts';
import { owned } from '../testing/owned.ts';
import type { BundleEngine } from './bundle-engine.ts';
import { offeredEngine } from './offered.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';

const registryOf = (subject: BundleSubject, change: { readonly conmon?: string; readonly isRoot?: boolean } = {}) => {
  const { place } = subject;
  const { conmon, isRoot = true } = change;
  const settings = conmon === undefined ? place.settings : settingsOf([`[engine]\nconmon_path = ["${conmon}"]`]);
  const registry = owned(
    new EngineRegistry({
      // A Podman that isn't there stands for any other.
      environment: { ...process.env, CONTAINER_HOST: `unix://${subject.root}/podman.sock` },
      ...{ isRoot, userId: 0, rootfulSocket: `${subject.root}/none.sock` },
      bundle: () => offeredEngine({ ...place, ...(settings === undefined ? {} : { settings }) }, isRoot),
    }),
  );
  registry.start();
  return registry;
};
/** Where neither a socket serves nor anything of Podman's is on the PATH. */
const withoutPodman = (subject: BundleSubject, bundle: () => Promise<BundleEngine | null>) => {
  const environment = { XDG_RUNTIME_DIR: subject.root, PATH: subject.root };
  const where = { environment, isRoot: true, userId: 0, rootfulSocket: `${subject.root}/none.sock` };
  const registry = owned(new EngineRegistry({ ...where, bundle }));
  registry.start();
  return registry;
};
const untilConnected = (engine: Engine) =>
  new Promise<void>((resolve) => {
    engine.onChange(() => engine.summary().connection.state === 'connected' && resolve());
  });
const origins = (registry: EngineRegistry) => registry.summaries().map(({ origin }) => origin);

describe('the bundle engine', () => {
  it('stands beside the other engines, with its containers, once this machine can run it', async () => {
    const subject = owned(await startBundleSubject());
    const { id } = await subject.create(['true']);
    await subject.quit();
    const registry = registryOf(subject);
    await registry.found();
    expect(origins(registry)).toEqual(['container-host', 'bundle']);
    const engine = registry.engine('bundle');
    await untilConnected(engine);
    expect(engine.container(id).summary.state).toBe('created');
    expect(engine.summary()).toMatchObject({
      ...{ info: { runtime: { name: 'runc' }, network: 'none' }, machine: null },
      capabilities: {
        ...{ checkpoint: { supported: true }, pause: { supported: true }, stats: { supported: true } },
        ports: { supported: false, reason: expect.stringContaining('netavark') },
      },
    });
    await registry.lookAgain();
    expect(origins(registry)).toEqual(['container-host', 'bundle']);
    await registry[Symbol.asyncDispose]();
    await subject.restart();
  });

  it('is alone where there is no Podman, of which nothing is said; there is one of our own once Podman is there', async () => {
    const subject = owned(await startBundleSubject());
    await subject.quit();
    const registry = withoutPodman(subject, () => offeredEngine(subject.place, true));
    await registry.found();
    expect(origins(registry)).toEqual(['bundle']);
    await untilConnected(registry.engine('bundle'));
    await writeFile(path.join(subject.root, 'podman'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await registry.lookAgain();
    expect(origins(registry)).toEqual(['bundle', 'own-service']);
    await registry[Symbol.asyncDispose]();
    await subject.restart();
  });

  it('starts when the others have listed what they have, and at the latest after a second', async () => {
    const subject = owned(await startBundleSubject());
    await subject.quit();
    // It takes the connection, and never says a word.
    const silent = createServer(() => {}).listen(path.join(subject.root, 'podman.sock'));
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const registry = registryOf(subject);
    await registry.found();
    expect(registry.summaries().map(({ connection }) => connection.state)).toEqual(['connecting', 'connecting']);
    await untilConnected(registry.engine('bundle'));
    expect(registry.summaries().map(({ connection }) => connection.state)).toEqual(['connecting', 'connected']);
    await registry[Symbol.asyncDispose]();
    expect(await readdir(subject.root), 'it leaves nothing for what runs where nothing runs').not.toContain('run');
    await subject.restart();
  });

  it('is not there, but a Podman that is missing is told of, where neither can be run', async () => {
    const subject = owned(await startBundleSubject());
    const registry = withoutPodman(subject, async () => null);
    await registry.found();
    expect(origins(registry)).toEqual(['own-service']);
  });

  it('is not offered without conmon, nor to who is not root', async () => {
    const subject = owned(await startBundleSubject());
    for (const change of [{ conmon: '/no/such' }, { isRoot: false }]) {
      const registry = registryOf(subject, change);
      await registry.found();
      expect(origins(registry)).toEqual(['container-host']);
    }
  });
});
