import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerSpec } from '../../../../shared/container.ts';
import { wishFor } from '../testing/wish.ts';
import { containerConfig } from './container-config.ts';
import { mountsOf } from './mounts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-volume-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Volume = ContainerSpec['volumes'][number];
const volume = (destination: string, more: Partial<Volume> = {}): Volume => ({
  source: folder,
  destination,
  readOnly: false,
  relabel: 'none',
  ...more,
});
const mounts = (volumes: Volume[], wish: Parameters<typeof wishFor>[1] = {}) =>
  mountsOf(wishFor(folder, { ...wish, spec: { volumes } }));

describe("a container's mounts", () => {
  it('come after what they lie in', async () => {
    const destinations = (await mounts([volume('/a/b/c'), volume('/a')])).map(({ destination }) => destination);
    for (const [index, each] of destinations.entries()) {
      const inside = destinations.findIndex((other) => other.startsWith(`${each}/`));
      expect(inside === -1 || inside > index).toBe(true);
    }
    expect(destinations.slice(-2)).toEqual(['/a', '/a/b/c']);
  });

  it('are files of ours where there are some', async () => {
    const files = { hosts: '/h', resolvConf: '/r', hostname: '/n', containerenv: '/e', shm: '/s' };
    const found = await mounts([], { wish: { files } });
    const sources = Object.fromEntries(found.map(({ destination, source }) => [destination, source]));
    expect(sources).toMatchObject({
      '/etc/hosts': '/h',
      '/etc/resolv.conf': '/r',
      '/etc/hostname': '/n',
      '/run/.containerenv': '/e',
      '/dev/shm': '/s',
    });
  });

  it('are otherwise the image’s own files, and a shared memory of its own', async () => {
    const found = await mounts([]);
    expect(found.map(({ destination }) => destination).filter((each) => each.startsWith('/etc'))).toEqual([]);
    expect(found.find(({ destination }) => destination === '/dev/shm')?.type).toBe('tmpfs');
  });
});

describe('a volume', () => {
  it('is a folder of this machine, or one by its name', async () => {
    const volumes = new Map([['data', '/volumes/data']]);
    const found = await mounts([volume('/v/'), volume('/d', { source: 'data', readOnly: true })], {
      wish: { volumes },
    });
    expect(found.slice(-2)).toEqual([
      { destination: '/v', type: 'bind', source: folder, options: ['rbind', 'rprivate', 'rw'] },
      { destination: '/d', type: 'bind', source: '/volumes/data', options: ['rbind', 'rprivate', 'ro'] },
    ]);
  });

  it('takes the place of one that the image asks for, and of ours', async () => {
    const imageVolumes = new Map([['/data', '/nameless']]);
    const found = await mounts([volume('/data'), volume('/dev/shm')], { wish: { imageVolumes } });
    expect(found.filter(({ destination }) => ['/data', '/dev/shm'].includes(destination))).toMatchObject([
      { source: folder },
      { source: folder },
    ]);
    expect(await mounts([], { wish: { imageVolumes } })).toContainEqual(
      expect.objectContaining({ destination: '/data', source: '/nameless' }),
    );
  });

  it.each([
    ['a folder that is not there', volume('/a', { source: '/no/such/folder' })],
    ['a name that nobody knows', volume('/a', { source: 'nobody' })],
    ['a relative destination', volume('a')],
    ['the whole root', volume('/a/..')],
  ])('is refused: %s', async (_what, wrong) => {
    await expect(mounts([wrong])).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is refused where another is', async () => {
    await expect(mounts([volume('/a'), volume('/a/')])).rejects.toMatchObject({ code: 'invalid' });
  });

  it('that has to be relabelled is told of', async () => {
    const volumes = new Map([['data', '/volumes/data']]);
    const asked = [
      volume('/a', { relabel: 'private' }),
      volume('/b', { source: 'data', relabel: 'shared' }),
      volume('/c'),
    ];
    const { relabel } = await containerConfig(wishFor(folder, { spec: { volumes: asked }, wish: { volumes } }));
    expect(relabel).toEqual([
      { path: folder, shared: false },
      { path: '/volumes/data', shared: true },
    ]);
  });
});
