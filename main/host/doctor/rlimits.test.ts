import { describe, expect, it } from 'vitest';
import { asUlimits, rlimits } from './rlimits.mjs';
import { limitFiles, machineOf, withoutResource } from './testing/machine.mjs';

const low = { nofile: '20000', nproc: '96365', capabilities: withoutResource };

describe("Podman's default limits", () => {
  it('work where the hard limits are as high', async () => {
    const files = limitFiles({ capabilities: withoutResource });
    expect((await rlimits(machineOf({ files }))).defaultsWork).toBe(true);
  });

  it('work where nothing limits', async () => {
    const files = limitFiles({ nofile: 'unlimited', nproc: 'unlimited', capabilities: withoutResource });
    expect((await rlimits(machineOf({ files }))).defaultsWork).toBe(true);
  });

  it('work where root may raise its limits', async () => {
    const files = limitFiles({ ...low, capabilities: '000001ffffffffff' });
    expect((await rlimits(machineOf({ files }))).defaultsWork).toBe(true);
  });

  it('work without root, whose Podman lowers them by itself', async () => {
    expect((await rlimits(machineOf({ files: limitFiles(low), isRoot: false }))).defaultsWork).toBe(true);
  });

  it('do not work where one hard limit is lower and may not be raised', async () => {
    const files = limitFiles({ ...low, nproc: 'unlimited' });
    expect((await rlimits(machineOf({ files }))).defaultsWork).toBe(false);
  });
});

describe('the highest limits', () => {
  it('are the hard ones, and no more processes than the kernel has ids for', async () => {
    const files = limitFiles({ ...low, pidMax: '32768' });
    expect(asUlimits(await rlimits(machineOf({ files })))).toEqual(['nofile=20000:20000', 'nproc=32768:32768']);
  });

  it("are never above Podman's own", async () => {
    const files = limitFiles({ nofile: 'unlimited', nproc: 'unlimited' });
    expect(asUlimits(await rlimits(machineOf({ files })))).toEqual(['nofile=1048576:1048576', 'nproc=1048576:1048576']);
  });
});
