import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NamesWish, namesFiles } from './names-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-names-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bridge = { mode: 'bridge', hostname: 'web', address: '10.0.0.2', gateway: '10.0.0.1' } as const;
const apart = { address: null, gateway: null } as const;

async function files(wish: NamesWish, ...resolvConfs: string[]) {
  const hosts = path.join(folder, 'hosts');
  await writeFile(hosts, '192.0.2.1\tthe-machine\n');
  const names = resolvConfs.map((_, index) => path.join(folder, `${index}`));
  await Promise.all(names.map((name, index) => writeFile(name, resolvConfs[index] ?? '')));
  return namesFiles(wish, { hosts, resolvConfs: names });
}

describe('the names that a container finds', () => {
  it('are its own and the machine’s, on a bridge', async () => {
    expect((await files(bridge, '')).hosts).toBe(
      '127.0.0.1\tlocalhost\n::1\tlocalhost\n10.0.0.1\thost.containers.internal\n10.0.0.2\tweb\n',
    );
  });

  it('are its own alone, without a network', async () => {
    const { hosts, resolvConf } = await files({ mode: 'none', hostname: 'web', ...apart }, 'nameserver 192.0.2.9\n');
    expect(hosts).toBe('127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.0.1\tweb\n');
    expect(resolvConf).toBeNull();
  });

  it('are all of the machine’s, with its network', async () => {
    const text = '# local\nnameserver 127.0.0.53\n';
    const found = await files({ mode: 'host', hostname: 'web', ...apart }, text);
    expect(found).toEqual({ hosts: '192.0.2.1\tthe-machine\n', resolvConf: text });
  });
});

describe('the servers that a container on a bridge asks', () => {
  it('are the machine’s, but for those that only the machine reaches', async () => {
    const text = '# mine\nsearch example\nnameserver 127.0.0.1\nnameserver ::1\nnameserver 192.0.2.9\noptions edns0\n';
    expect((await files(bridge, text)).resolvConf).toBe('search example\nnameserver 192.0.2.9\noptions edns0\n');
  });

  it('are those that the machine’s own resolver asks, where that is all', async () => {
    const { resolvConf } = await files(bridge, 'nameserver 127.0.0.53\n', 'nameserver 192.0.2.8\n');
    expect(resolvConf).toBe('nameserver 192.0.2.8\n');
  });

  it('are none rather than some that nobody chose', async () => {
    expect((await files(bridge, 'nameserver 127.0.0.53\n', 'search example\n')).resolvConf).toBeNull();
  });
});
