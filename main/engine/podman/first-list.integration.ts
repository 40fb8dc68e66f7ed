import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestEngine } from '../../../scripts/test-engine.mjs';
import { Changes } from '../testing/changes.ts';
import { owned } from '../testing/owned.ts';
import { startRecordingProxy } from '../testing/recording-proxy.ts';
import { engineAt, type TestPodman } from '../testing/test-podman.ts';

let podman: TestPodman;
beforeAll(async () => {
  podman = await startTestEngine();
});
afterAll(() => podman.stop());

it('lists the containers of an engine before it has said what it is made of, and answers what needs that after', async () => {
  await podman.podman(['create', '--name', 'early', podman.image, 'true']);
  const proxy = owned(await startRecordingProxy(podman.socket, { fakesSelinux: true }));
  const engine = owned(engineAt(proxy.socketPath));
  const changes = owned(new Changes(engine));
  engine.start();
  const { id } = await changes.untilContainer('early');
  expect(engine.summary()).toMatchObject({ connection: { state: 'connecting' }, info: null });
  const selinux = engine.selinux(id);
  await changes.untilConnection('connected');
  expect(engine.summary().info?.selinuxEnabled).toBe(true);
  expect(await selinux).toMatchObject({ enabled: true });
  expect(changes.kinds('reset')).toHaveLength(1);
  const asked = proxy.requests.map((request) => /libpod\/(\w+)/.exec(request)?.[1]);
  expect(asked.slice(0, 4)).toEqual(['_ping', 'events', 'containers', 'info']);
});
