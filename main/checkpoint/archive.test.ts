import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArchive } from './archive.ts';
import { configMember, type Member, writeArchive } from './testing/archives.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function archive(name: string, members: readonly Member[]): Promise<string> {
  const file = path.join(folder, name);
  await writeArchive(file, members);
  return file;
}

const web = { containerName: 'web', image: 'localhost/web:1', ociRuntime: 'runc', statistics: null };

describe('a checkpoint archive', () => {
  it('tells of which container it was made', async () => {
    const processLabel = 'system_u:system_r:container_t:s0:c1,c2';
    expect(await readArchive(await archive('plain.tar', [configMember]))).toMatchObject({ ...web, processLabel });
  });

  it.each([
    [undefined, []],
    [null, []],
    ['nonsense', []],
    [
      [{ host_port: 8080, container_port: 80 }],
      [{ hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 }],
    ],
    [
      [{ host_ip: '::1', host_port: 53, container_port: 5300, protocol: 'udp', range: 3 }],
      [{ hostIp: '::1', hostPort: 53, containerPort: 5300, protocol: 'udp', range: 3 }],
    ],
  ])('tells of the ports %j', async (newPortMappings, ports) => {
    const content = JSON.stringify({ ...JSON.parse(String(configMember.content)), newPortMappings });
    expect(await readArchive(await archive('ports.tar', [{ ...configMember, content }]))).toMatchObject({ ports });
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('is read compressed with %s, and with names that begin with a point', async (name, compress) => {
    const dotted = { ...configMember, header: { name: './config.dump' } };
    const plain = await readFile(await archive('dotted.tar', [dotted]));
    const file = path.join(folder, `dotted.tar.${name}`);
    await writeFile(file, compress(plain));
    expect(await readArchive(file)).toMatchObject(web);
    await truncate(file, 60);
    await expect(readArchive(file)).rejects.toMatchObject({ code: 'invalid' });
  });
});

it('tells when it was made, where its own files do', async () => {
  const of = (mtime: Date): Member => ({ ...configMember, header: { name: 'config.dump', mtime } });
  const at = new Date(Date.UTC(2024, 1, 3));
  expect(await readArchive(await archive('timed.tar', [of(at)]))).toMatchObject({ madeAt: at.getTime() });
  expect(await readArchive(await archive('timeless.tar', [of(new Date(0))]))).toMatchObject({ madeAt: null });
});

describe('what a checkpoint archive holds', () => {
  const image = (name: string): Member => ({ header: { name }, content: 'x' });

  it.each([
    ['checkpoint/tcp-stream-23db14.img', { tcpEstablished: true, fileLocks: false }],
    ['./checkpoint/filelocks.img', { tcpEstablished: false, fileLocks: true }],
    ['checkpoint/filelocks-12.img', { tcpEstablished: false, fileLocks: true }],
    ['checkpoint/tcp-stream-x.txt', { tcpEstablished: false, fileLocks: false }],
    ['volumes/tcp-stream-1.img', { tcpEstablished: false, fileLocks: false }],
  ])('is told by the name %s', async (name, held) => {
    expect(await readArchive(await archive('held.tar', [configMember, image(name)]))).toMatchObject(held);
  });
});

describe('what is no such archive', () => {
  const invalid = { code: 'invalid', message: expect.stringMatching(/\S/) };

  it('is refused without config.dump', async () => {
    const file = await archive('other.tar', [{ header: { name: 'readme' }, content: 'hello' }]);
    await expect(readArchive(file)).rejects.toMatchObject({
      ...invalid,
      message: expect.stringContaining('config.dump'),
    });
  });

  it.each([
    ['not JSON', 'hello'],
    ['of no container', '{"id":7}'],
    ['larger than one can be', 'x'.repeat(5 * 1024 * 1024)],
  ])('is refused with a config.dump that is %s', async (what, content) => {
    const file = await archive(`${what}.tar`, [{ ...configMember, content }]);
    await expect(readArchive(file)).rejects.toMatchObject(invalid);
  });

  it('is refused when config.dump is a link', async () => {
    const link = { header: { name: 'config.dump', type: 'symlink', linkname: '/etc/passwd' } } as const;
    await expect(readArchive(await archive('link.tar', [link]))).rejects.toMatchObject(invalid);
  });

  it('is refused when it is cut short, though what is read came before', async () => {
    const images = { header: { name: 'checkpoint/pages-1.img' }, content: new Uint8Array(100_000) };
    const file = await archive('short.tar', [configMember, images]);
    await truncate(file, 50_000);
    await expect(readArchive(file)).rejects.toMatchObject(invalid);
  });

  it('is refused when a header wants more memory than any needs', async () => {
    const file = await archive('header.tar', [
      { header: { name: 'x', pax: { comment: 'x'.repeat(8 * 1024 * 1024) } } },
    ]);
    await expect(readArchive(file)).rejects.toMatchObject(invalid);
  });

  it('is refused when it is no tar at all, or nothing', async () => {
    const file = path.join(folder, 'noise.tar');
    await writeFile(file, Buffer.alloc(10_000, 7));
    await expect(readArchive(file)).rejects.toMatchObject(invalid);
    await writeFile(file, '');
    await expect(readArchive(file)).rejects.toMatchObject(invalid);
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('is refused when it unpacks to far more than it holds (%s)', async (name, compress) => {
    const bomb = { header: { name: 'checkpoint/pages-1.img' }, content: new Uint8Array(16 * 1024 ** 2) };
    const file = path.join(folder, `bomb.tar.${name}`);
    await writeFile(file, compress(await readFile(await archive('bomb.tar', [configMember, bomb]))));
    expect((await stat(file)).size).toBeLessThan(100_000);
    const limits = { bytes: 1024 ** 2, ratio: 250, members: 10 };
    await expect(readArchive(file, limits)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('unpacks to'),
    });
    // Within what memory may come to, however much it is pressed.
    expect(await readArchive(file)).toMatchObject(web);
  });

  it('is refused when it has more files than any checkpoint', async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ header: { name: `checkpoint/core-${index}.img` } }));
    const file = await archive('many.tar', [...many, configMember]);
    await expect(readArchive(file, { bytes: 1024 ** 2, ratio: 250, members: 20 })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('more files'),
    });
    expect(await readArchive(file)).toMatchObject(web);
  });

  it('is refused by what its header says of a config.dump of 1 GB, before any of it is read', async () => {
    const file = await archive('config.tar', [configMember]);
    const bytes = await readFile(file);
    // The size, octal, and the header's sum with it.
    bytes.write('10000000000\0', 124, 'latin1');
    bytes.fill(' ', 148, 156);
    const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    await writeFile(file, bytes);
    await expect(readArchive(file)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('too large'),
    });
  });

  it('follows no link, wherever it leads', async () => {
    const link = { header: { name: 'stats-dump', type: 'symlink', linkname: '/etc/passwd' } } as const;
    const up = { header: { name: '../config.dump' }, content: JSON.stringify({ id: 'b'.repeat(64), name: 'evil' }) };
    expect(await readArchive(await archive('links.tar', [link, up, configMember]))).toMatchObject(web);
  });

  it('writes nothing, wherever its names lead', async () => {
    const evil = { header: { name: '../../evil' }, content: 'x' };
    const absolute = { header: { name: '/tmp/gantry-evil' }, content: 'x' };
    const before = await readdir(path.dirname(folder));
    await readArchive(await archive('evil.tar', [evil, absolute, configMember]));
    expect(await readdir(path.dirname(folder))).toEqual(before);
  });
});
