import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conmonGroup, moveToOwnCgroup } from './own-cgroup.ts';

describe('the control group of a conmon', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-cgroup-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** @param mounts by folder: what stands behind the hyphen of its line in mountinfo */
  async function machine(cgroup: string, mounts: Readonly<Record<string, string>>): Promise<string> {
    const proc = path.join(folder, 'proc');
    await mkdir(path.join(proc, 'self'), { recursive: true });
    await mkdir(path.join(proc, '7'));
    await writeFile(path.join(proc, '7/cgroup'), cgroup);
    const lines = Object.entries(mounts).map(([name, rest]) => `30 24 0:26 / ${folder}/${name} rw shared:4 - ${rest}`);
    await writeFile(path.join(proc, 'self/mountinfo'), ['22 1 0:21 / / rw - ext4 /dev/sda rw', ...lines].join('\n'));
    for (const name of Object.keys(mounts)) await mkdir(path.join(folder, name));
    return proc;
  }
  const movedIn = (name: string) => readFile(path.join(folder, name, conmonGroup, 'cgroup.procs'), 'utf8');

  it('is its own in every hierarchy of version 1, with what processors there are', async () => {
    const cgroup = '4:cpu,cpuacct:/app.scope\n3:cpuset:/app:scope\n1:name=systemd:/user.slice/app.scope\n0::/\n';
    const proc = await machine(cgroup, {
      cpu: 'cgroup cgroup rw,cpu,cpuacct',
      cpuset: 'cgroup cgroup rw,cpuset',
      systemd: 'cgroup cgroup rw,xattr,name=systemd',
      unified: 'cgroup2 cgroup2 rw',
    });
    for (const name of ['cpus', 'mems']) await writeFile(path.join(folder, `cpuset/cpuset.${name}`), `${name} 0-1`);
    expect(await moveToOwnCgroup(7, proc)).toBe(true);
    for (const name of ['cpu', 'cpuset', 'systemd', 'unified']) expect(await movedIn(name)).toBe('7');
    expect(await readFile(path.join(folder, 'cpuset', conmonGroup, 'cpuset.mems'), 'utf8')).toBe('mems 0-1');
  });

  it("is within what systemd leaves to the user where the machine's root is not for this one to write", async () => {
    const own = '/user.slice/user-1000.slice/user@1000.service';
    const proc = await machine(`0::${own}/app.slice/app-gantry.scope\n`, { unified: 'cgroup2 cgroup2 rw' });
    await mkdir(path.join(folder, 'unified', own), { recursive: true });
    // Also for root: a file stands where the group would.
    await writeFile(path.join(folder, 'unified', conmonGroup), '');
    expect(await moveToOwnCgroup(7, proc)).toBe(true);
    expect(await movedIn(`unified${own}`)).toBe('7');
  });

  it('stays where it is when none can be written, and leaves no folder', async () => {
    const proc = await machine('3:cpuset:/app.scope\n', { cpuset: 'cgroup cgroup rw,cpuset' });
    expect(await moveToOwnCgroup(7, proc)).toBe(false);
    expect(await readdir(path.join(folder, 'cpuset'))).toEqual([]);
  });
});
