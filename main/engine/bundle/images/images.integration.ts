/** Images as a real Podman writes them, unpacked by us and by umoci, and run. */
import { execFile } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { which } from '../../../../scripts/setup/which.mjs';
import { startTestEngine } from '../../../../scripts/test-engine.mjs';
import { ImageStore } from './image-store.ts';
import { file, folder, tarOf, writeLayout } from './testing/sources.ts';

const run = promisify(execFile);

/** What of a tree makes a difference in a container: a line for each file. */
async function describeTree(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const lines = entries.map(async ({ parentPath, name }) => {
    const at = path.join(parentPath, name);
    const { mode, uid, gid, size, nlink, mtimeMs, rdev } = await lstat(at);
    const isFolder = (mode & 0o170000) === 0o040000;
    const target = (mode & 0o170000) === 0o120000 ? await readlink(at) : '';
    const content = (mode & 0o170000) === 0o100000 ? `${size} ${nlink}` : '';
    const time = isFolder ? '' : Math.floor(mtimeMs / 1000);
    return [path.relative(root, at), mode.toString(8), uid, gid, rdev, content, target, time].join(' ').trim();
  });
  return (await Promise.all(lines)).sort();
}

/** In a container of the sample image: what a second layer has to tell. */
const changes = [
  'rm -r /home /etc/profile',
  'mkdir -p /new/deep && echo one > /new/deep/one && ln /new/deep/one /new/two && ln -s ../etc /new/link',
  'rm -r /var/tmp && mkdir /var/tmp && echo new > /var/tmp/file',
  'chown 33:34 /new/two && chmod 4750 /new/two && chmod 1777 /new && touch -d 2001-02-03 /new/deep/one',
].join(' && ');

let work: string;
let podman: Awaited<ReturnType<typeof startTestEngine>>;
/** Podman's own view of the image. */
let expected: string[];
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'gantry-images-'));
  podman = await startTestEngine();
  await podman.podman(['run', '--name', 'changed', '--network', 'none', podman.image, 'sh', '-c', changes]);
  const said = ['CMD ["cat", "/new/two"]', 'ENV WHO=me', 'USER 33', 'STOPSIGNAL SIGUSR1', 'VOLUME /data'];
  await podman.podman(['commit', ...said.flatMap((each) => ['--change', each]), 'changed', 'localhost/changed:2']);
  await podman.podman([
    'save',
    '--format',
    'docker-archive',
    '-o',
    path.join(work, 'docker.tar'),
    'localhost/changed:2',
  ]);
  await podman.podman(['save', '--format', 'oci-archive', '-o', path.join(work, 'oci.tar'), 'localhost/changed:2']);
  await podman.podman(['save', '--format', 'oci-dir', '-o', path.join(work, 'layout'), 'localhost/changed:2']);
  const mounted = (await podman.podman(['image', 'mount', 'localhost/changed:2'])).stdout.trim();
  expected = await describeTree(mounted);
  await podman.podman(['image', 'unmount', 'localhost/changed:2']);
});
afterAll(async () => {
  await podman.stop();
  await rm(work, { recursive: true });
});

async function machinesUmoci(): Promise<string> {
  const found = await which('umoci');
  if (found === null) throw new Error('this machine has no umoci');
  return found;
}

describe.each([
  ['our own unpacker', async (): Promise<string | null> => null],
  ['umoci', machinesUmoci],
])('an image of Podman’s, by %s', (name, program) => {
  let store: ImageStore;
  beforeAll(async () => {
    store = await ImageStore.open({ folder: path.join(work, `store of ${name}`), umoci: await program() });
  });

  it.each(['docker.tar', 'oci.tar', 'layout'])('is what Podman itself sees, from %s', async (source) => {
    const [image] = await store.import(path.join(work, source), { name: null });
    expect(image?.names).toEqual(['localhost/changed:2']);
    expect(await describeTree(image?.root ?? '')).toEqual(expected);
    expect(image?.config.settings).toMatchObject({
      command: ['cat', '/new/two'],
      environment: expect.arrayContaining(['WHO=me']),
      user: '33',
      stopSignal: expect.stringMatching(/USR1|10/),
      volumes: ['/data'],
    });
    const { stdout } = await podman.podman(['image', 'inspect', '--format', '{{.Id}}', 'localhost/changed:2']);
    expect(image?.id).toBe(stdout.trim());
    // The next one unpacks it again.
    await store.remove(image?.id ?? '');
  });
});

describe('a root file system', () => {
  it('has the devices, owners and program capabilities of its tar', async () => {
    const store = await ImageStore.open({ folder: path.join(work, 'roots'), umoci: null });
    // CAP_NET_RAW, as `ping` has it: `struct vfs_cap_data` of the second version, permitted and effective.
    const ping = '\u0001\0\0\u0002\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0';
    const capability = 'SCHILY.xattr.security.capability';
    const source = path.join(work, 'root.tar');
    await writeFile(
      source,
      await tarOf(
        folder('dev'),
        { name: 'dev/null', type: 'character-device', devmajor: 1, devminor: 3, mode: 0o666 },
        { name: 'dev/far', type: 'block-device', devmajor: 259, devminor: 1025, mode: 0o600 },
        file('ping', 'x', { mode: 0o755, uid: 7, gid: 8, pax: { [capability]: ping } }),
      ),
    );
    const [image] = await store.import(source, { name: null });
    const root = image?.root ?? '';
    const device = async (name: string) =>
      (await run('stat', ['-c', '%F %Hr %Lr %a', path.join(root, name)])).stdout.trim();
    expect(await device('dev/null')).toBe('character special file 1 3 666');
    expect(await device('dev/far')).toBe('block special file 259 1025 600');
    expect(await stat(path.join(root, 'ping'))).toMatchObject({ uid: 7, gid: 8 });
    const again = extract();
    const tar = await run('tar', ['-C', root, '--xattrs', '--xattrs-include=*', '-c', 'ping'], { encoding: 'buffer' });
    const seen: unknown[] = [];
    again.on('entry', (header, content, next) => {
      seen.push(header.pax);
      content.on('end', next).resume();
    });
    again.end(tar.stdout);
    for await (const _ of again) void _;
    expect(seen).toEqual([expect.objectContaining({ [capability]: ping })]);
  });
});

describe('a disk that is full', () => {
  it('is told of, and keeps nothing of the image', async () => {
    const source = path.join(work, 'large');
    await mkdir(source);
    await writeLayout(source, { layers: [await tarOf(file('a', 'x'.repeat(2_000_000)))] });
    const script = path.join(import.meta.dirname, 'testing/on-full-disk.ts');
    const disk = await mkdtemp(path.join(work, 'disk-'));
    const { stdout } = await run('unshare', ['-m', process.execPath, script, disk, source]);
    expect(JSON.parse(stdout)).toEqual({ code: 'disk-full', left: [], hint: expect.stringContaining('Make room') });
  });
});

it('of the sample is small enough to be told whole', async () => {
  expect(expected.length).toBeGreaterThan(100);
  expect(expected.some((line) => line.startsWith('new/two 104750 33 34'))).toBe(true);
  expect(await readFile(path.join(work, 'layout/oci-layout'), 'utf8')).toContain('1.0.0');
});
