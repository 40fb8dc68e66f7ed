/** Checkpoint archives that go from Podman to the bundle engine, and from there to Podman. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Kept } from '../../../runtime/testing/streams.ts';
import { owned } from '../../testing/owned.ts';
import { type Looking, startTestPodman } from '../../testing/test-podman.ts';
import { ImageStore } from '../images/image-store.ts';
import { type BundleSubject, startBundleSubject } from '../testing/bundle-subject.ts';

let looking: Looking;
beforeAll(async () => {
  looking = await startTestPodman();
});
afterAll(() => looking[Symbol.asyncDispose]());

const script = 'echo new > /file; echo kept > /dev/shm/memory; i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done';
const counts = ['sh', '-c', script];
const podman = async (...args: string[]) => (await looking.podman.podman(args)).stdout.trim();
const lastOfPodman = async (name: string) => Number((await podman('logs', '--tail', '1', name)) || 0);
const last = async ({ engine }: BundleSubject, id: string): Promise<number> => {
  let text = '0';
  for await (const lines of engine.logs(id, { tail: 1, follow: false }, new AbortController().signal)) {
    text = lines.at(-1)?.text ?? text;
  }
  return Number(text);
};

/** With Podman's own image in the bundle engine's store. */
async function withPodmansImage() {
  const subject = owned(await startBundleSubject());
  const file = path.join(subject.root, 'image.tar');
  await podman('save', '--format', 'oci-archive', '-o', file, looking.podman.image);
  await subject.quit();
  const images = await ImageStore.open({ folder: path.join(subject.place.folder, 'images'), umoci: null });
  await images.import(file, { name: null });
  await subject.restart();
  return subject;
}

it('an archive of Podman’s is restored by the bundle engine, and goes on where it was', async () => {
  const subject = await withPodmansImage();
  await podman('run', '-d', '--name', 'from-podman', looking.podman.image, ...counts);
  await expect.poll(() => lastOfPodman('from-podman')).toBeGreaterThan(5);
  const file = path.join(subject.root, 'podman.tar');
  await podman('container', 'checkpoint', '--compress', 'none', '--export', file, 'from-podman');
  const count = await lastOfPodman('from-podman');
  const archived = { id: '', name: 'from-podman' };
  const { container } = await subject.engine
    .defaultRuntime()
    .createContainer({ archived }, { importFile: file, name: 'came-over' });
  await expect.poll(() => last(subject, container.id)).toBeGreaterThan(count + 5);
  expect(subject.engine.container(container.id).summary).toMatchObject({ state: 'running', name: 'came-over' });
  const output = new Kept();
  const cmd = ['cat', '/file', '/dev/shm/memory'];
  const runtime = subject.engine.runtimeOf(container.id);
  const streams = { input: null, output, error: null };
  await (await runtime.execContainer(container, 'look', { cmd, terminal: false, streams })).ended;
  expect(output.text).toBe('new\nkept\n');
  await podman('rm', 'from-podman');
});

it('an archive of the bundle engine’s is restored by Podman, and goes on where it was', async () => {
  const subject = await withPodmansImage();
  const ctr = await subject.run(counts, { image: looking.podman.image, name: 'from-bundle' });
  await expect.poll(() => last(subject, ctr.id)).toBeGreaterThan(5);
  const file = path.join(subject.root, 'bundle.tar');
  await subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, { targetFile: file });
  const count = await last(subject, ctr.id);
  await podman('container', 'restore', '--import', file, '--name', 'went-over');
  await expect.poll(() => lastOfPodman('went-over')).toBeGreaterThan(count + 5);
  expect(await podman('exec', 'went-over', 'cat', '/file', '/dev/shm/memory')).toBe('new\nkept');
  await podman('rm', '-f', '-t', '0', 'went-over');
});
