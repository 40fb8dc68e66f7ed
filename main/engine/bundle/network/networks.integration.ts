import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

let seen: Record<string, unknown>;
beforeAll(async () => {
  const script = path.join(import.meta.dirname, 'testing/scenario.ts');
  const { stdout } = await promisify(execFile)('unshare', ['-m', '-n', process.execPath, script]);
  seen = z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
});

describe('a container without a network', () => {
  it('has a namespace that outlives us, with nothing in it but its loopback device', () => {
    expect(seen.none).toEqual({ path: true, address: null, gateway: null, macAddress: null, ports: [] });
    expect(seen.devicesInNone).toBe(1);
  });
});

describe('a container on the bridge', () => {
  it('is reached by its address, and by a port that was picked', () => {
    expect(seen.first).toEqual({
      address: expect.stringMatching(/^10\.177\.\d+\.2$/),
      gateway: `${seen.prefix}.1`,
      hasPort: true,
      mac: expect.stringMatching(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/),
    });
    expect([seen.byPort, seen.byAddress]).toEqual(['hello', 'hello']);
  });

  it('keeps what it has when it is asked for again, also by the next run of the app', () => {
    expect([seen.again, seen.of, seen.ofNobody]).toEqual([true, true, null]);
  });

  it('has an address of its own, and reaches the others', () => {
    expect(seen.both).toEqual([`${seen.prefix}.3`, `${seen.prefix}.4`]);
    expect(seen.toEachOther).toBe('hello');
  });

  it('gets no port that another container or a program has', () => {
    expect([seen.taken, seen.listened, seen.unknownAddress]).toEqual(['conflict', 'conflict', 'invalid']);
  });

  it('leaves nothing of an attempt that fails', () => {
    expect([seen.withoutNetavark, seen.failed]).toEqual(['unsupported', 'engine-failed']);
    expect(seen.namespaces).toEqual(['alone', 'web']);
    expect(seen.leftOfRefused).toEqual(['alone.json', 'web.json']);
  });

  it('comes back with its address after a reboot, or when the app was killed in the middle', () => {
    expect([seen.ofLost, seen.afterLoss, seen.mended]).toEqual([null, true, true]);
  });

  it('is reached again after it was frozen and brought back', () => {
    expect([seen.frozen, seen.brought]).toEqual([true, ['hello', 'hello']]);
  });

  it('goes without netavark, too, and it is told what is left then', () => {
    expect(seen.bare).toContain('firewall rules of four');
    expect(seen.leftOfBare).toEqual([false, false]);
  });

  it('leaves nothing when it goes, also when its namespace went before', () => {
    expect(seen.rules).toBe(1);
    expect([seen.rulesAfter, seen.devicesAfter, seen.left]).toEqual([0, ['lo'], [[], []]]);
  });
});

describe('an app that is killed, and netavark with it', () => {
  const times = 20;
  it(`leaves nothing that the next one can't take away, ${times} times`, async () => {
    const script = path.join(import.meta.dirname, 'testing/killed.ts');
    const { stdout } = await promisify(execFile)('unshare', ['-m', '-n', process.execPath, script, `${times}`, '400']);
    const { inTheMiddle, left } = z
      .object({ inTheMiddle: z.number(), left: z.array(z.unknown()) })
      .parse(JSON.parse(stdout));
    expect(left).toEqual([]);
    // Else it was never in the middle of anything.
    expect(inTheMiddle).toBeGreaterThan(0);
  });
});
