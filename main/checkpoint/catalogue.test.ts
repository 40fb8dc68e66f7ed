import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { partialOf } from '../host/partial-file.ts';
import { CheckpointCatalogue } from './catalogue.ts';
import type { ArchiveRecord } from './record.ts';
import { configMember, writeArchive } from './testing/archives.ts';

let folder: string;
let catalogue: CheckpointCatalogue;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-catalogue-'));
  catalogue = new CheckpointCatalogue(path.join(folder, 'checkpoints'));
});
afterEach(() => rm(folder, { recursive: true }));

const record: ArchiveRecord = {
  createdAt: 1000,
  containerId: 'c',
  containerName: 'web',
  image: 'i',
  ociRuntime: 'runc',
  processLabel: '',
  tcpEstablished: true,
  fileLocks: false,
  ports: [],
  leftRunning: true,
  frozenAt: null,
  statistics: null,
  fault: null,
};

async function kept(name = 'web'): Promise<string> {
  const { id, path: file } = await catalogue.reserve(name);
  await writeArchive(file, [configMember]);
  await catalogue.record(id, record);
  return id;
}

describe('the catalogue', () => {
  it('is empty before the first archive', async () => {
    expect(await catalogue.list()).toEqual([]);
  });

  it('lists what was recorded, and tells that it has changed', async () => {
    const changed = vi.fn();
    catalogue.onChange(changed);
    const id = await kept();
    expect(changed).toHaveBeenCalledTimes(1);
    expect(await catalogue.list()).toMatchObject([{ ...record, id, fault: null, sizeBytes: expect.any(Number) }]);
  });

  it.each(['../../etc/passwd', '.hidden', '-rf', '\u202Egnp.exe', 'x'.repeat(300), '/', ''])(
    'makes a harmless file name of the container name %j',
    async (name) => {
      await kept(name);
      const names = await readdir(catalogue.folder);
      expect(names).toHaveLength(2);
      for (const each of names) expect(each).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,150}\.(tar|json)$/);
      expect(await readdir(folder)).toEqual(['checkpoints']);
    },
  );

  it.each(['../x', 'a/b', '', '.', '/etc/passwd'])('knows no archive of the id %j', async (id) => {
    await expect(catalogue.get(id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(catalogue.delete(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(() => catalogue.path(id)).toThrow();
  });

  it('does not list what is still being written, and gives it no record', async () => {
    const { id, path: file } = await catalogue.reserve('web');
    await writeArchive(file, [configMember]);
    expect(await catalogue.list()).toEqual([]);
    await catalogue.record(id, record);
    expect(await catalogue.list()).toMatchObject([{ id, tcpEstablished: true }]);
  });

  it('lists what was left behind in the middle', async () => {
    const { id, path: file } = await catalogue.reserve('web');
    await writeArchive(file, [configMember]);
    catalogue.release(id);
    expect(await catalogue.list()).toMatchObject([{ id, fault: null }]);
  });

  it('sees that a broken archive was put right', async () => {
    const { id, path: file } = await catalogue.reserve('web');
    catalogue.release(id);
    await writeFile(file, 'no tar');
    expect(await catalogue.list()).toMatchObject([{ id, fault: expect.stringMatching(/\S/) }]);
    await writeArchive(file, [configMember]);
    expect(await catalogue.list()).toMatchObject([{ id, fault: null }]);
  });

  it('reads an archive that has no record, or a broken one, and makes it one', async () => {
    const id = await kept();
    await writeFile(catalogue.path(id).replace(/tar$/, 'json'), '{ broken');
    expect(await catalogue.list()).toMatchObject([{ id, fault: null, containerName: 'web', tcpEstablished: false }]);
    expect(await readdir(catalogue.folder)).toHaveLength(2);
  });

  it('names the fault of an archive that is broken or gone, and lists the others', async () => {
    const [gone, whole, broken] = [await kept(), await kept(), await kept()];
    await rm(catalogue.path(gone));
    await rm(catalogue.path(broken).replace(/tar$/, 'json'));
    await writeFile(catalogue.path(broken), 'no tar');
    const faults = new Map((await catalogue.list()).map(({ id, fault }) => [id, fault]));
    expect(faults.get(whole)).toBeNull();
    expect(faults.get(gone)).toContain('gone');
    expect(faults.get(broken)).toContain('broken');
    await expect(catalogue.get(broken)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('deletes an archive with its record', async () => {
    const id = await kept();
    await catalogue.delete(id);
    expect(await readdir(catalogue.folder)).toEqual([]);
    await expect(catalogue.get(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes in an archive from elsewhere, which stays where it is', async () => {
    const file = path.join(folder, 'from-elsewhere.tar');
    await writeArchive(file, [configMember]);
    const { id } = await catalogue.add(file);
    expect(await catalogue.get(id)).toMatchObject({
      containerName: 'web',
      image: 'localhost/web:1',
      // It doesn't tell.
      leftRunning: null,
    });
    expect(await readdir(folder)).toContain('from-elsewhere.tar');
  });

  it('takes in nothing that is no archive', async () => {
    const file = path.join(folder, 'noise.tar');
    await writeFile(file, 'noise');
    await expect(catalogue.add(file)).rejects.toMatchObject({ code: 'invalid' });
    expect(await catalogue.list()).toEqual([]);
  });

  it('keeps nothing of an archive that can’t be copied, and no name for it', async () => {
    const file = path.join(folder, 'from-elsewhere.tar');
    await writeArchive(file, [configMember]);
    const { id } = await catalogue.add(file);
    // As when its disk is pulled while it is copied.
    const onProgress = () => {
      throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    };
    const failing = catalogue.add(file, { onProgress });
    await expect(failing).rejects.toMatchObject({ engineMessage: expect.stringContaining('EIO') });
    expect(await catalogue.list()).toMatchObject([{ id }]);
    expect(await readdir(catalogue.folder)).toHaveLength(2);
  });

  it('keeps nothing of one whose copy is called off', async () => {
    const file = path.join(folder, 'from-elsewhere.tar');
    await writeArchive(file, [configMember]);
    const calling = new AbortController();
    calling.abort();
    await expect(catalogue.add(file, { signal: calling.signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(catalogue.folder)).toEqual([]);
  });

  it('saves a copy elsewhere, over what is there only when it is whole, and for its owner alone', async () => {
    const id = await kept();
    const target = path.join(folder, 'copy.tar');
    await writeFile(target, 'before');
    await expect(catalogue.save(id, target, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await readFile(target, 'utf8')).toBe('before');
    expect((await readdir(folder)).sort()).toEqual(['checkpoints', 'copy.tar']);
    await catalogue.save(id, target);
    expect(await readFile(target)).toEqual(await readFile(catalogue.path(id)));
    await expect(catalogue.save(id, path.join(folder, 'none', 'copy.tar'))).rejects.toMatchObject({ code: 'denied' });
    await expect(catalogue.save('nothing', target)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is swept of what a killed app has begun, and of nothing else', async () => {
    const id = await kept();
    const now = partialOf(path.join(catalogue.folder, 'now.tar'));
    const earlier = partialOf(path.join(catalogue.folder, 'earlier.tar')).replace(
      /-\w{8}(-\w{8}\.part)$/,
      '-00000000$1',
    );
    for (const file of [now, earlier]) await writeFile(file, 'half');
    await catalogue.sweep();
    expect((await readdir(catalogue.folder)).sort()).toEqual([`${id}.json`, `${id}.tar`, path.basename(now)].sort());
  });
});
