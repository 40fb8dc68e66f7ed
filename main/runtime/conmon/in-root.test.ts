import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot, textInRoot } from './in-root.ts';

describe('a file in a container', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'gantry-root-'));
    await mkdir(path.join(root, 'etc/real'), { recursive: true });
    await writeFile(path.join(root, 'etc/passwd'), '');
    await writeFile(path.join(root, 'etc/real/passwd'), '');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const found = async (file: string) => {
    const here = await inRoot(root, file);
    return here === null ? null : here.slice(root.length);
  };

  it('is found where it is', async () => {
    expect(await found('/etc/passwd')).toBe('/etc/passwd');
    expect(await found('etc//./real/../passwd')).toBe('/etc/passwd');
  });

  it.each([
    ['an absolute link', '/etc/real/passwd', '/etc/real/passwd'],
    ['a relative link', 'real/passwd', '/etc/real/passwd'],
    ['a link above the root', '../../../../../etc/passwd', '/etc/passwd'],
    ['a link to what is not there', '/nowhere', null],
    ['a link to itself', 'link', null],
  ])('is followed within it: %s', async (_what, target, expected) => {
    await symlink(target, path.join(root, 'etc/link'));
    expect(await found('/etc/link')).toBe(expected);
  });

  it('is followed by a folder that is a link, too', async () => {
    await symlink('/etc/real', path.join(root, 'short'));
    expect(await found('/short/passwd')).toBe('/etc/real/passwd');
    expect(await found('/short/../passwd')).toBe('/etc/passwd');
  });

  it('above the root is in the root', async () => {
    expect(await found('../../etc/passwd')).toBe('/etc/passwd');
  });

  it('that is not there is not found', async () => {
    expect(await found('/etc/shadow')).toBeNull();
  });

  it('is read as text, to its end or so far', async () => {
    await writeFile(path.join(root, 'etc/group'), 'root:x:0:\nü');
    expect(await textInRoot(root, '/etc/group', 1000)).toBe('root:x:0:\nü');
    expect(await textInRoot(root, '/etc/group', 4)).toBe('root');
    expect(await textInRoot(root, '/etc/group', 0)).toBe('');
    expect(await textInRoot(root, '/etc/shadow', 1000)).toBe('');
  });

  it('that is none is not waited for, and not read', async () => {
    await promisify(execFile)('mkfifo', [path.join(root, 'etc/pipe')]);
    await mkdir(path.join(root, 'etc/folder'));
    expect(await textInRoot(root, '/etc/pipe', 1000)).toBe('');
    expect(await textInRoot(root, '/etc/folder', 1000)).toBe('');
    expect(await textInRoot('/', '/dev/zero', 1000)).toBe('');
  });
});
