/** A bundle engine that can't be opened, as its conmon doesn't answer. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { settingsOf } from '../../runtime/conmon/runtime-settings.ts';
import { runcPrograms } from '../../runtime/conmon/testing/programs.ts';
import { owned } from '../testing/owned.ts';
import { BundleEngine } from './bundle-engine.ts';
import { settingsTextOf, startBundleSubject } from './testing/bundle-subject.ts';

/** Folders and files that this process watches, as the kernel has them. */
async function watches(): Promise<number> {
  const names = await readdir('/proc/self/fdinfo');
  const texts = await Promise.all(names.map((name) => readFile(`/proc/self/fdinfo/${name}`, 'utf8').catch(() => '')));
  return (texts.join('\n').match(/^inotify wd/gm) ?? []).length;
}

it('leaves nothing that watches', async () => {
  const subject = owned(await startBundleSubject());
  await subject.quit();
  const programs = await runcPrograms();
  const conmon = path.join(subject.root, 'conmon');
  await writeFile(conmon, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const before = await watches();
  const settings = settingsOf([settingsTextOf({ ...programs, conmon })]);
  const engine = new BundleEngine({ ...subject.place, settings });
  engine.start();
  await expect.poll(() => engine.summary().connection.state).not.toBe('connecting');
  expect(engine.summary().connection.state).not.toBe('connected');
  expect(await watches()).toBe(before);
  await engine[Symbol.asyncDispose]();
  await rm(conmon);
  await subject.restart();
});
