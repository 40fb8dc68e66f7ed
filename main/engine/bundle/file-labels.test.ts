import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustBeForContainers, sharedLabel } from './file-labels.ts';

describe('the label of a volume that containers share', () => {
  it.each([
    ['system_u:object_r:container_file_t:s0:c1,c2', 'system_u:object_r:container_file_t:s0'],
    ['system_u:object_r:container_file_t:s0', 'system_u:object_r:container_file_t:s0'],
    ['system_u:object_r:container_file_t:s0-s0:c0.c1023', 'system_u:object_r:container_file_t:s0'],
    ['system_u:object_r:container_file_t', 'system_u:object_r:container_file_t'],
  ])('of %s is %s', (label, shared) => expect(sharedLabel(label)).toBe(shared));
});

describe('a container’s label', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-labels-'));
    await mkdir(path.join(folder, 'home'));
    await symlink('/usr', path.join(folder, 'link'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const may = (place: string) => mustBeForContainers([{ path: place, shared: true }], path.join(folder, 'home'));

  it.each(['/', '/etc', '/etc/passwd', '/home', '/home/', '/usr', '/var/../usr', '/var/lib'])(
    'is refused to %s',
    async (place) =>
      expect(may(place)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining(place),
        hint: expect.stringContaining('without relabelling'),
      }),
  );

  it('is refused to the home folder, and to what a link leads to', async () => {
    await expect(may(path.join(folder, 'home'))).rejects.toMatchObject({ code: 'invalid' });
    await expect(may(path.join(folder, 'link'))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is given to any other folder', async () => {
    await expect(may(folder)).resolves.toBeUndefined();
  });
});
