import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settlePorts } from './ports.ts';

const port = (hostPort: number | null, hostIp = '127.0.0.1', protocol: 'tcp' | 'udp' | 'sctp' = 'tcp') => ({
  ...{ hostPort, hostIp, protocol },
  containerPort: 80,
});

async function listening(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('the ports of a container', () => {
  it.each(['tcp', 'udp'] as const)('are picked where none is named (%s)', async (protocol) => {
    const settled = await settlePorts([port(null, '', protocol), port(null, '', protocol)], []);
    expect(new Set(settled.map(({ hostPort }) => hostPort)).size).toBe(2);
    expect(settled.every(({ hostPort }) => hostPort > 0)).toBe(true);
  });

  it('can’t be one that a program has', async () => {
    const taken = await listening();
    await expect(settlePorts([port(taken)], [])).rejects.toMatchObject({ code: 'conflict' });
    await expect(settlePorts([port(taken, '')], [])).rejects.toMatchObject({ code: 'conflict' });
    expect(await settlePorts([port(taken, '127.0.0.1', 'udp')], [])).toHaveLength(1);
  });

  it.each([
    [port(9, ''), port(9, '127.0.0.1')],
    [port(9, '127.0.0.1'), port(9, '0.0.0.0')],
    [port(9, '', 'sctp'), port(9, '', 'sctp')],
  ])('can’t be another container’s: %j, %j', async (asked, taken) => {
    await expect(settlePorts([asked], [taken])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('can be another container’s of another protocol', async () => {
    const [free] = await settlePorts([port(null)], []);
    const asked = port(free?.hostPort ?? 0);
    expect(await settlePorts([asked], [{ ...asked, protocol: 'udp' }])).toEqual([asked]);
  });

  it('can’t be the same twice', async () => {
    const [free] = await settlePorts([port(null)], []);
    const same = port(free?.hostPort ?? 0);
    await expect(settlePorts([same, same], [])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are on an address of this machine', async () => {
    await expect(settlePorts([port(0, '203.0.113.7')], [])).rejects.toMatchObject({ code: 'invalid' });
  });
});
