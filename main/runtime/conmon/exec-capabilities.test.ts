import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { processSpec } from './bundle-config.ts';
import { capabilitiesNamed } from './capabilities.ts';
import { execCapabilities } from './exec-capabilities.ts';

const sets = { bounding: ['CAP_KILL', 'CAP_CHOWN'], effective: ['CAP_KILL'], permitted: ['CAP_KILL'] };
const own = (uid: number) => processSpec.parse({ user: { uid, gid: 0 }, capabilities: sets });
const noneElse = { inheritable: [], ambient: [] };

describe('the capabilities of an exec session', () => {
  it.each([0, 1])('are for root all that the container may have, whoever its user is: %i', (uid) => {
    const all = sets.bounding;
    expect(execCapabilities(own(uid), 0)).toEqual({ bounding: all, effective: all, permitted: all, ...noneElse });
  });

  it('are none for another user, who can get none either', () => {
    const expected = { bounding: sets.bounding, effective: [], permitted: [], ...noneElse };
    expect(execCapabilities(own(0), 65_534)).toEqual(expected);
    expect(execCapabilities(own(1), 65_534)).toEqual(expected);
  });

  it("are the container's for its own user", () => {
    expect(execCapabilities(own(1), 1)).toEqual({ ...sets, ...noneElse });
  });

  it('are beside these the added ones, so that another user keeps them', () => {
    const added = ['CAP_NET_RAW', 'CAP_KILL'];
    expect(execCapabilities(own(0), 5, ['net_raw', 'CAP_KILL'])).toEqual({
      bounding: ['CAP_KILL', 'CAP_CHOWN', 'CAP_NET_RAW'],
      effective: added,
      permitted: added,
      inheritable: added,
      ambient: added,
    });
    expect(execCapabilities(own(0), 0, ['net_raw'])).toMatchObject({
      effective: ['CAP_KILL', 'CAP_CHOWN', 'CAP_NET_RAW'],
      inheritable: [],
      ambient: [],
    });
  });

  it('are none where the container says nothing of them', () => {
    const nothing = { bounding: [], effective: [], permitted: [], ...noneElse };
    expect(execCapabilities(processSpec.parse({}), 0)).toEqual(nothing);
  });

  it('are all that there are to give where all are asked for, and never one that there is not', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-status-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(path.join(folder, 'status'), 'CapEff:\t0000000000000000\nCapBnd:\t0000010000000003\n');
    const all = ['CAP_CHOWN', 'CAP_DAC_OVERRIDE', 'CAP_CHECKPOINT_RESTORE'];
    expect(capabilitiesNamed(['kill', 'all'], path.join(folder, 'status'))).toEqual(all);
    expect(execCapabilities(own(0), 0, ['ALL']).effective).toContain('CAP_SYS_CHROOT');
    expect(() => execCapabilities(own(0), 0, ['KILL', 'NOPE'])).toThrow(
      expect.objectContaining({ code: 'invalid', message: 'There is no capability NOPE.' }),
    );
  });
});
