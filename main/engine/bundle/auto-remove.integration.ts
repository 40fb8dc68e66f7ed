/** Containers of the bundle engine that are removed when they end: not before all that is left of them is safe. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { owned } from '../testing/owned.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';

const sleeper = ['sleep', '1000'];

const rows = ({ engine }: BundleSubject) => engine.containers().containers;

it('is not left of one that is removed when it ends: its archive is, and brings it back', async () => {
  const subject = owned(await startBundleSubject());
  const ctr = await subject.run(sleeper, { autoRemove: true });
  const runtime = subject.engine.runtimeOf(ctr.id);
  await expect(runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
    hint: expect.stringContaining('archive'),
  });
  expect(rows(subject)).toMatchObject([{ state: 'running', checkpointed: false }]);
  const importFile = path.join(subject.root, 'removed.tar');
  await runtime.checkpointContainer(ctr, { targetFile: importFile });
  expect(rows(subject)).toEqual([]);
  await subject.engine.defaultRuntime().createContainer({ archived: ctr }, { importFile });
  expect(rows(subject)).toMatchObject([{ id: ctr.id, state: 'running' }]);
});

it('stays frozen, also over the next start of the app, where its archive could not be written', async () => {
  const subject = owned(await startBundleSubject());
  const ctr = await subject.run(sleeper, { autoRemove: true });
  const targetFile = path.join(subject.root, 'no such folder', 'lost.tar');
  const failed = subject.engine.runtimeOf(ctr.id).checkpointContainer(ctr, { targetFile });
  await expect(failed).rejects.toMatchObject({ name: 'GantryError' });
  const frozen = [{ id: ctr.id, state: 'exited', checkpointed: true }];
  // Also when all that was begun is over.
  await subject.restart();
  expect(rows(subject)).toMatchObject(frozen);
  await subject.restart();
  expect(rows(subject)).toMatchObject(frozen);
  await subject.engine.runtimeOf(ctr.id).createContainer({ container: ctr }, {});
  expect(rows(subject)).toMatchObject([{ state: 'running', checkpointed: false }]);
});

it('goes at the next start of the app, where that was killed between its end and its removal', async () => {
  const subject = owned(await startBundleSubject());
  const ctr = await subject.run(['true']);
  const { id } = await subject.create(['true'], { autoRemove: true });
  await subject.untilState(ctr, 'exited');
  await subject.quit();
  // As such an app leaves it: its end is in its record, and nothing else is left of its run.
  const file = path.join(subject.place.folder, 'containers', ctr.id, 'record.json');
  const record = z.looseObject({ spec: z.looseObject({}) }).parse(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, JSON.stringify({ ...record, spec: { ...record.spec, autoRemove: true } }));
  await subject.restart();
  // The one that has never run stays.
  await expect.poll(() => rows(subject).map((each) => each.id)).toEqual([id]);
});
