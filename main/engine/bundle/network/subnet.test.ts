import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSubnet, cidrOf, freeAddress, gatewayOf, numberOf, parseRoutes } from './subnet.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-subnet-'));
});
afterEach(() => rm(folder, { recursive: true }));

const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
/** As the kernel prints them on a machine whose numbers begin with the lowest byte. */
const line = (destination: string, mask: string) => `eth0\t${destination}\t00000000\t0001\t0\t0\t0\t${mask}\t0\t0\t0\n`;
const all = line('00000000', '00000000');

async function chosen(...lines: string[]): Promise<string> {
  const routes = path.join(folder, 'routes');
  await writeFile(routes, head + lines.join(''));
  return cidrOf(await chooseSubnet(folder, { routes, first: 0 }));
}

describe("the bridge's addresses", () => {
  it('are the first that this machine does not use', async () => {
    expect(parseRoutes(head + all + line('0002A8C0', '00FFFFFF'))).toEqual([{ address: 0xc0a80200, mask: 0xffffff00 }]);
    // 10.177.0.0/24 and 10.177.1.128/25
    expect(await chosen(all, line('0000B10A', '00FFFFFF'), line('8001B10A', '80FFFFFF'))).toBe('10.177.2.0/24');
  });

  it('begin elsewhere for another folder', async () => {
    const routes = path.join(folder, 'routes');
    await writeFile(routes, head + all);
    const others = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => {
        const other = path.join(folder, name);
        await mkdir(other);
        return cidrOf(await chooseSubnet(other, { routes }));
      }),
    );
    expect(new Set(others).size).toBeGreaterThan(1);
    const last = await chooseSubnet(folder, { routes, first: 255 });
    expect([cidrOf(last), numberOf(last)]).toEqual(['10.177.255.0/24', 255]);
  });

  it('begin again where the last are taken', async () => {
    const routes = path.join(folder, 'routes');
    await writeFile(routes, head + line('00FFB10A', '00FFFFFF'));
    expect(cidrOf(await chooseSubnet(folder, { routes, first: 255 }))).toBe('10.177.0.0/24');
  });

  it('stay what they are', async () => {
    expect(await chosen(all)).toBe('10.177.0.0/24');
    expect(await chosen(all, line('0000B10A', '00FFFFFF'))).toBe('10.177.0.0/24');
  });

  it('are told to be unreadable where somebody has changed them', async () => {
    await writeFile(path.join(folder, 'subnet.json'), '{');
    await expect(chosen(all)).rejects.toMatchObject({ code: 'invalid', hint: expect.stringContaining('subnet.json') });
  });

  it('are none where a route takes them all', async () => {
    await expect(chosen(line('0000000A', '000000FF'))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are given out from the lowest, but for the bridge’s own', async () => {
    await chosen(all);
    const subnet = await chooseSubnet(folder);
    expect(gatewayOf(subnet)).toBe('10.177.0.1');
    expect(freeAddress(subnet, new Set())).toBe('10.177.0.2');
    expect(freeAddress(subnet, new Set(['10.177.0.2', '10.177.0.4']))).toBe('10.177.0.3');
    const full = Array.from({ length: 253 }, (_, index) => `10.177.0.${index + 2}`);
    expect(freeAddress(subnet, new Set(full))).toBeNull();
  });
});
