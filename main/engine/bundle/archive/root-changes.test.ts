import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { rootChanges } from './root-changes.ts';

/** An image's root file system, and a container's copy of it. */
async function copies() {
  const folder = await mkdtemp(path.join(tmpdir(), 'gantry-changes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [image, container] = [path.join(folder, 'image'), path.join(folder, 'container')];
  for (const name of ['etc/deep', 'bin', 'gone/deep', 'plain'])
    await mkdir(path.join(image, name), { recursive: true });
  for (const name of ['etc/passwd', 'etc/deep/same', 'bin/sh', 'gone/deep/file', 'lost']) {
    await writeFile(path.join(image, name), 'of the image');
  }
  await symlink('sh', path.join(image, 'bin/link'));
  await promisify(execFile)('cp', ['--archive', image, container]);
  return { image, container, inside: (name: string) => path.join(container, name) };
}

it('are none of a copy', async () => {
  const { image, container } = await copies();
  expect(await rootChanges(image, container)).toEqual({ changed: [], deleted: [] });
});

it('are what was made, written to, given other rights, turned into something else, or removed', async () => {
  const { image, container, inside } = await copies();
  await writeFile(inside('etc/passwd'), 'of the imagE');
  await chmod(inside('etc/deep'), 0o700);
  await mkdir(inside('new/deep'), { recursive: true });
  await writeFile(inside('new/deep/file'), '');
  await rm(inside('bin/link'));
  await symlink('bash', inside('bin/link'));
  await rm(inside('gone'), { recursive: true });
  await rm(inside('lost'));
  await rm(inside('plain'), { recursive: true });
  await writeFile(inside('plain'), 'a file now');
  const { changed, deleted } = await rootChanges(image, container);
  expect(changed).toEqual(['bin/link', 'etc/deep', 'etc/passwd', 'new', 'new/deep', 'new/deep/file', 'plain']);
  expect([...deleted].sort()).toEqual(['gone', 'lost']);
});

it('are told of a file of the same size by its time alone', async () => {
  const { image, container, inside } = await copies();
  await utimes(inside('bin/sh'), new Date(), new Date(1_000_000_000_000));
  expect(await rootChanges(image, container)).toEqual({ changed: ['bin/sh'], deleted: [] });
});

it('tell of a folder that became a link without what was in it', async () => {
  const { image, container, inside } = await copies();
  await rm(inside('gone'), { recursive: true });
  await symlink('/etc', inside('gone'));
  expect(await rootChanges(image, container)).toEqual({ changed: ['gone'], deleted: [] });
});
