import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../runtime/conmon/runtime-settings.ts';
import { EngineRegistry } from '../registry.ts';
import { owned } from '../testing/owned.ts';
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
    await new Promise<void>((resolve) => {
      engine.onChange(() => engine.summary().connection.state === 'connected' && resolve());
    });
    expect(engine.container(id).summary.state).toBe('created');
    expect(engine.summary()).toMatchObject({
      ...{ info: { runtime: { name: 'runc' }, network: 'none' }, machine: null },
      capabilities: { checkpoint: { supported: true }, pause: { supported: true }, stats: { supported: true } },
    });
    await registry.lookAgain();
    expect(origins(registry)).toEqual(['container-host', 'bundle']);
    await registry[Symbol.asyncDispose]();
    await subject.restart();
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
