/** The images of a real Podman: taken in from each kind of source, named, used, removed. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ongoing, Step } from '../../image-import.ts';
import { type Looking, startTestPodman } from '../../testing/test-podman.ts';

const run = promisify(execFile);

let looking: Looking;
let work: string;
const podman = async (...args: string[]) => (await looking.podman.podman(args)).stdout.trim();
const at = (name: string) => path.join(work, name);
/** The names of all images, sorted. */
const names = async () => (await looking.engine.images()).flatMap((image) => image.names).sort();

/** One that is not called off. */
function ongoing(): Ongoing & { readonly steps: Step[] } {
  const steps: Step[] = [];
  return { signal: new AbortController().signal, onProgress: (step) => steps.push(step), steps };
}

const source = (name: string, as: string | null = null) => ({ source: at(name), name: as, ...ongoing() });

beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-podman-images-'));
  looking = await startTestPodman();
  await podman('tag', looking.podman.image, 'localhost/saved:1');
  await podman('save', '--format', 'docker-archive', '-o', at('docker.tar'), 'localhost/saved:1');
  await podman('save', '--format', 'oci-archive', '-o', at('oci.tar'), 'localhost/saved:1');
  await podman('save', '--format', 'oci-dir', '-o', at('layout'), 'localhost/saved:1');
  await podman('untag', looking.podman.image, 'localhost/saved:1');
  await mkdir(at('root'));
  await podman('create', '--name', 'whole', looking.podman.image, 'true');
  await podman('export', '-o', at('root.tar'), 'whole');
  await podman('rm', 'whole');
  await run('tar', ['-xf', at('root.tar'), '-C', at('root')]);
  await run('gzip', ['-k', at('root.tar')]);
  await run('gzip', ['-k', at('docker.tar')]);
});
afterAll(async () => {
  await looking[Symbol.asyncDispose]();
  await rm(work, { recursive: true, force: true });
});
beforeEach(async () => {
  expect(await names()).toEqual([looking.podman.image]);
});

/** It is the sample under another name: what is removed is the name alone. */
const unname = (name: string) => podman('untag', looking.podman.image, name);

describe('what is imported', () => {
  it.each(['docker.tar', 'docker.tar.gz', 'oci.tar', 'layout'])(
    'is an image with its own name, from %s',
    async (name) => {
      const { engine, podman: test } = looking;
      const from = looking.changes.all.length;
      const wish = source(name);
      const ids = await engine.importImages(wish);
      expect(await names()).toEqual([test.image, 'localhost/saved:1'].sort());
      expect(ids).toEqual([await podman('image', 'inspect', '--format', '{{.Id}}', 'localhost/saved:1')]);
      if (name !== 'layout') expect(wish.steps.at(-1)).toMatchObject({ phase: 'unpacking', bytes: null });
      else expect(wish.steps.at(-1)).toMatchObject({ phase: 'reading', totalBytes: null });
      await looking.changes.until(() => looking.changes.all.slice(from).some(({ kind }) => kind === 'images'));
      await unname('localhost/saved:1');
    },
  );

  it.each(['root.tar', 'root.tar.gz', 'root'])('is an image of a root file system, from %s', async (name) => {
    const { engine } = looking;
    const [id = ''] = await engine.importImages(source(name, 'localhost/mine:3'));
    expect(await engine.image(id)).toMatchObject({
      summary: { names: ['localhost/mine:3'] },
      command: [],
      os: 'linux',
    });
    expect(await podman('run', '--rm', '--network', 'none', id, 'sh', '-c', 'echo runs')).toBe('runs');
    await engine.actOnImage(id, { do: 'remove', containers: [] });
  });

  it('gets the name that it is given beside its own', async () => {
    const [id = ''] = await looking.engine.importImages(source('oci.tar', 'localhost/given:1'));
    expect(await names()).toEqual(['localhost/given:1', looking.podman.image, 'localhost/saved:1'].sort());
    for (const name of ['localhost/given:1', 'localhost/saved:1'])
      await looking.engine.actOnImage(id, { do: 'untag', name });
  });
});

describe('what can’t be imported', () => {
  it('is told of, and leaves nothing', async () => {
    await writeFile(at('words.tar'), 'This is no tar. '.repeat(100));
    await writeFile(at('empty.tar'), '');
    await writeFile(at('packed.tar.xz'), 'x');
    await run('cp', [at('docker.tar'), at('cut.tar')]);
    await truncate(at('cut.tar'), 700_000);
    await run('cp', [at('docker.tar.gz'), at('cut.tar.gz')]);
    await truncate(at('cut.tar.gz'), 500_000);
    const fails = (name: string) => looking.engine.importImages(source(name));
    await expect(fails('words.tar')).rejects.toMatchObject({ code: 'invalid', engineMessage: expect.any(String) });
    await expect(fails('empty.tar')).rejects.toMatchObject({ code: 'invalid', engineMessage: 'The file is empty.' });
    await expect(fails('packed.tar.xz')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(fails('cut.tar')).rejects.toMatchObject({ message: expect.stringContaining('Import cut.tar') });
    await expect(fails('cut.tar.gz')).rejects.toMatchObject({
      code: 'invalid',
      engineMessage: 'unexpected end of file',
    });
    await expect(fails('nowhere.tar')).rejects.toMatchObject({ code: 'not-found' });
    expect(await looking.engine.images()).toHaveLength(1);
  });

  it('leaves nothing when it is called off halfway', async () => {
    const large = at('large.tar');
    await run('cp', [at('root.tar'), large]);
    await mkdir(at('large/opt'), { recursive: true });
    const file = await open(at('large/opt/zeros'), 'w');
    await file.truncate(512 * 1024 * 1024);
    await file.close();
    await run('tar', ['--append', '--file', large, '--directory', at('large'), 'opt/zeros']);
    const ending = new AbortController();
    const onProgress = ({ bytes }: Step): void => {
      if (bytes !== null && bytes > 10_000_000) ending.abort();
    };
    for (const name of ['large.tar', 'large']) {
      const wish = { source: at(name), name: 'localhost/large:1', signal: ending.signal, onProgress };
      await expect(looking.engine.importImages(wish)).rejects.toMatchObject({ code: 'cancelled' });
    }
    expect(await looking.engine.images()).toHaveLength(1);
    expect(ending.signal.aborted).toBe(true);
  });
});

describe('a disk that is full', () => {
  it('where the engine keeps what it is sent is told of, and nothing is left', async () => {
    const script = path.join(import.meta.dirname, 'testing/on-full-disk.ts');
    const disk = await mkdtemp(at('disk-'));
    const { stdout } = await run('unshare', ['-m', process.execPath, script, disk]);
    expect(JSON.parse(stdout)).toEqual({
      refused: expect.objectContaining({
        code: 'disk-full',
        message: 'Import image.tar: the engine refused.',
        engineMessage: expect.stringContaining('no space left on device'),
        hint: expect.stringContaining('Make room'),
      }),
      images: 1,
    });
  });
});

describe('an image', () => {
  it('is told in full', async () => {
    const change = ['CMD ["sh"]', 'ENTRYPOINT ["/bin/env"]', 'ENV WHO=me', 'USER 33', 'WORKDIR /tmp', 'STOPSIGNAL 10'];
    const more = [...change, 'EXPOSE 80', 'VOLUME /data'].flatMap((each) => ['--change', each]);
    const id = await podman('import', '--quiet', ...more, at('root.tar'), 'localhost/full:1');
    const told = await looking.engine.image(id.replace('sha256:', ''));
    expect(told).toMatchObject({
      summary: { names: ['localhost/full:1'], sizeBytes: expect.any(Number) },
      digest: expect.stringMatching(/^sha256:/),
      architecture: await podman('info', '--format', '{{.Host.Arch}}'),
      ...{ command: ['sh'], entrypoint: ['/bin/env'], environment: expect.arrayContaining(['WHO=me']) },
      ...{ user: '33', workingDirectory: '/tmp', stopSignal: '10', ports: ['80/tcp'], volumes: ['/data'] },
      layers: [expect.stringMatching(/^sha256:/)],
    });
    expect(told.summary.createdAt).toBeGreaterThan(Date.now() - 60_000);
    await looking.engine.actOnImage(told.summary.id, { do: 'remove', containers: [] });
    await expect(looking.engine.image(told.summary.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gets other names, also such as another has', async () => {
    const { engine } = looking;
    const [id = ''] = await engine.importImages(source('root.tar', 'localhost/first'));
    await engine.actOnImage(id, { do: 'tag', name: 'localhost/second:2', instead: 'localhost/first:latest' });
    expect((await engine.image(id)).summary.names).toEqual(['localhost/second:2']);
    await engine.actOnImage(id, { do: 'tag', name: 'localhost:5000/third', instead: null });
    expect((await engine.image(id)).summary.names.sort()).toEqual([
      'localhost/second:2',
      'localhost:5000/third:latest',
    ]);
    await engine.actOnImage(id, { do: 'untag', name: 'localhost/second:2' });
    await engine.actOnImage(id, { do: 'remove', containers: [] });
    await expect(engine.actOnImage(id, { do: 'tag', name: 'x', instead: null })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('that is in use stays with all its names, until its containers may go with it', async () => {
    const { engine, changes } = looking;
    const [id = ''] = await engine.importImages(source('root.tar', 'localhost/used:1'));
    await engine.actOnImage(id, { do: 'tag', name: 'localhost/used:2', instead: null });
    await podman('run', '-d', '--name', 'user', '--network', 'none', 'localhost/used:1', 'sleep', '1000');
    const user = await changes.untilContainer('user', ({ state }) => state === 'running');
    expect(user.imageId.replace('sha256:', '')).toBe(id);
    await expect(engine.actOnImage(id, { do: 'remove', containers: [] })).rejects.toMatchObject({
      code: 'conflict',
      engineMessage: expect.stringContaining(user.id),
    });
    expect((await engine.image(id)).summary.names.sort()).toEqual(['localhost/used:1', 'localhost/used:2']);
    await engine.actOnImage(id, { do: 'remove', containers: [user.id] });
    await changes.until(() => engine.containers().containers.length === 0);
    expect(await engine.images()).toHaveLength(1);
  });

  it('that another program brings or removes is told of, and a container’s start is not', async () => {
    const { changes } = looking;
    const count = () => changes.kinds('images').length;
    let before = count();
    await podman('import', '--quiet', at('root.tar'), 'localhost/theirs:1');
    await changes.until(() => count() > before);
    before = count();
    await podman('rmi', 'localhost/theirs:1');
    await changes.until(() => count() > before);
    await podman('run', '--name', 'brief', '--network', 'none', looking.podman.image, 'true');
    await changes.untilContainer('brief', ({ state }) => state === 'exited');
    const quiet = count();
    await podman('start', 'brief');
    await podman('rm', 'brief');
    await changes.until(() => looking.engine.containers().containers.length === 0);
    expect(count()).toBe(quiet);
  });
});
