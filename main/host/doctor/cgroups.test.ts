import { describe, expect, it } from 'vitest';
import { cgroups } from './cgroups.mjs';
import { machineOf } from './testing/machine.mjs';

const unified = '/sys/fs/cgroup/unified/cgroup.controllers';

describe('control groups', () => {
  it('of version 2 suit crun', async () => {
    const machine = machineOf({ files: { '/sys/fs/cgroup/cgroup.controllers': 'cpu memory pids\n' } });
    expect(await cgroups(machine)).toEqual({ layout: 'v2', crunRefuses: false });
  });

  it('that are hybrid suit crun while the unified part has no controllers', async () => {
    const machine = machineOf({ files: { [unified]: '\n' } });
    expect(await cgroups(machine)).toEqual({ layout: 'hybrid', crunRefuses: false });
  });

  it('that are hybrid are refused by crun when the unified part has controllers', async () => {
    const machine = machineOf({ files: { [unified]: 'hugetlb misc\n' } });
    expect(await cgroups(machine)).toEqual({ layout: 'hybrid', crunRefuses: true });
  });

  it('of version 1 suit crun', async () => {
    const machine = machineOf({ files: { '/proc/self/mounts': 'cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0\n' } });
    expect(await cgroups(machine)).toEqual({ layout: 'v1', crunRefuses: false });
  });

  it('may not be there at all', async () => {
    const machine = machineOf({ files: { '/proc/self/mounts': 'proc /proc proc rw 0 0\n' } });
    expect((await cgroups(machine)).layout).toBe('none');
  });
});
