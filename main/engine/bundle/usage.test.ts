import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readUsage } from './usage.ts';

/** A kernel's folders with what is written in them. */
async function kernel(files: Readonly<Record<string, string>>) {
  const root = await mkdtemp(path.join(tmpdir(), 'gantry-kernel-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  for (const [pid, namespace] of [
    ['7', 'net:[2]'],
    ['self', 'net:[1]'],
  ] as const) {
    await mkdir(path.join(root, 'proc', pid, 'ns'), { recursive: true });
    await symlink(namespace, path.join(root, 'proc', pid, 'ns', 'net'));
  }
  return { proc: path.join(root, 'proc'), cgroup: path.join(root, 'cgroup') };
}

const network = {
  'proc/7/net/dev': `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    1000      10    0    0    0     0          0         0     1000      10    0    0    0     0       0          0
  eth0:     300       3    0    0    0     0          0         0      200       2    0    0    0     0       0          0
`,
};

it('is read from control groups of version 2', async () => {
  const folders = await kernel({
    ...network,
    'proc/7/cgroup': '0::/gantry-a:b\n',
    'cgroup/gantry-a:b/cpu.stat': 'usage_usec 1500\nuser_usec 1000\n',
    'cgroup/gantry-a:b/memory.current': '5000\n',
    'cgroup/gantry-a:b/memory.stat': 'anon 3000\ninactive_file 1000\nactive_file 10\n',
    'cgroup/gantry-a:b/memory.max': 'max\n',
    'cgroup/gantry-a:b/io.stat': '8:0 rbytes=100 wbytes=20 rios=1\n8:16 rbytes=1 wbytes=2 rios=1\n',
    'cgroup/gantry-a:b/pids.current': '3\n',
  });
  expect(await readUsage(7, folders)).toEqual({
    clockNanoseconds: expect.any(Number),
    ...{ cpuNanoseconds: 1_500_000, memoryBytes: 4000, memoryLimitBytes: os.totalmem(), processes: 3 },
    ...{ networkInBytes: 300, networkOutBytes: 200, blockReadBytes: 101, blockWriteBytes: 22 },
  });
});

it('tells nothing of disks where the kernel counts them for no group at all', async () => {
  const counters = {
    'proc/7/cgroup': '3:blkio:/a\n2:cpu,cpuacct:/a\n',
    'cgroup/cpuacct/a/cpuacct.usage': '1500\n',
    'cgroup/blkio/a/blkio.throttle.io_service_bytes': 'Total 0\n',
  };
  const root = 'cgroup/blkio/blkio.throttle.io_service_bytes';
  const untold = await readUsage(7, await kernel({ ...network, ...counters, [root]: 'Total 0\n' }));
  expect(untold).toMatchObject({ blockReadBytes: null, blockWriteBytes: null });
  const idle = await readUsage(7, await kernel({ ...network, ...counters, [root]: '8:0 Read 4096\nTotal 4096\n' }));
  expect(idle).toMatchObject({ blockReadBytes: 0, blockWriteBytes: 0 });
});

it('is read from those of version 1, also where those of version 2 are beside', async () => {
  const folders = await kernel({
    ...network,
    'proc/7/cgroup': '9:pids:/a\n4:memory:/a\n3:blkio:/a\n2:cpu,cpuacct:/a\n0::/a\n',
    'cgroup/cpuacct/a/cpuacct.usage': '1500\n',
    'cgroup/memory/a/memory.usage_in_bytes': '5000\n',
    'cgroup/memory/a/memory.stat': 'inactive_file 1\ntotal_inactive_file 1000\n',
    'cgroup/memory/a/memory.limit_in_bytes': '20971520\n',
    'cgroup/blkio/a/blkio.throttle.io_service_bytes': '8:0 Read 4096\n8:0 Write 8192\n8:0 Total 12288\nTotal 12288\n',
    'cgroup/pids/a/pids.current': '1\n',
  });
  expect(await readUsage(7, folders)).toMatchObject({
    ...{ cpuNanoseconds: 1500, memoryBytes: 4000, memoryLimitBytes: 20_971_520, processes: 1 },
    ...{ blockReadBytes: 4096, blockWriteBytes: 8192 },
  });
});

it('is none of a process that is not there', async () => {
  expect(await readUsage(8, await kernel({}))).toBeNull();
});
