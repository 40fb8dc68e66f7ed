/** Containers that the bundle engine freezes and brings back, on a kernel that enforces their labels. */
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { BundleSubject } from './testing/bundle-subject.ts';
import { inside, kernelLabelOf, startEnforced } from './testing/enforcing.ts';

const script = 'echo kept > /root/file; i=0; while :; do i=$((i+1)); echo $i > /root/count; sleep 0.1; done';
let subject: BundleSubject;
beforeAll(async () => {
  subject = await startEnforced();
});
afterAll(() => subject[Symbol.asyncDispose]());

const countOf = async (ctr: RuntimeContainer) => Number((await inside(subject, ctr, 'cat', '/root/count')).text);

it('one comes back with the label that it had; two that are made of one checkpoint share it, and are warned of', async () => {
  const source = await subject.run(['sh', '-c', script], { name: 'source' });
  await expect.poll(() => countOf(source)).toBeGreaterThan(2);
  const label = await kernelLabelOf(subject, source);
  const file = path.join(subject.root, 'source.tar');
  const runtime = subject.engine.runtimeOf(source.id);
  await runtime.checkpointContainer(source, { targetFile: file, keep: true });
  const clone = async (name: string) => {
    const archived = { id: '', name: 'source' };
    return (await runtime.createContainer({ archived }, { importFile: file, name })).container;
  };
  const one = await clone('one');
  expect(await kernelLabelOf(subject, one)).toBe(label);
  const warned = () =>
    subject.engine
      .containers()
      .warned.flatMap(({ containerId, warnings }) => warnings.map((each) => [containerId, each.kind, each.text]));
  expect(warned()).toEqual([]);
  const other = await clone('other');
  expect(await kernelLabelOf(subject, other)).toBe(label);
  await expect
    .poll(() => warned().sort())
    .toEqual(
      [
        [one.id, 'shared-categories', expect.stringContaining("don't keep other away")],
        [other.id, 'shared-categories', expect.stringContaining("don't keep one away")],
      ].sort(),
    );
  for (const ctr of [one, other]) {
    expect(await inside(subject, ctr, 'cat', '/root/file')).toEqual({ code: 0, text: 'kept' });
    const count = await countOf(ctr);
    await expect.poll(() => countOf(ctr)).toBeGreaterThan(count);
  }
  await subject.engine.act(other.id, { do: 'kill', signal: 'SIGKILL' });
  await expect.poll(warned).toEqual([]);
});
