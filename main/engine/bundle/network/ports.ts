/**
 * The host's ports that lead to a container. netavark publishes them in the kernel, where nobody listens: so whether one
 * is free is found out here.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ContainerSpec } from '../../../../shared/container.ts';
import { GantryError } from '../../../../shared/errors.ts';

type Port = ContainerSpec['ports'][number];
/** One whose host port is settled. */
export type PublishedPort = Port & { readonly hostPort: number };

/**
 * @param taken by other containers
 * @returns what was asked for, with a free port where none was named
 * @throws GantryError `conflict` for one that is taken
 */
export async function settlePorts(asked: readonly Port[], taken: readonly Port[]): Promise<PublishedPort[]> {
  const settled: PublishedPort[] = [];
  for (const port of asked) {
    const others = [...taken, ...settled];
    if (port.hostPort === null) settled.push({ ...port, hostPort: await freePort(port, others) });
    else {
      const published = { ...port, hostPort: port.hostPort };
      if (others.some((other) => clash(published, other)) || !(await isFree(published))) throw isTaken(published);
      settled.push(published);
    }
  }
  return settled;
}

/** Nobody needs so many tries on a machine that has any left. */
const tries = 100;

async function freePort(port: Port, others: readonly Port[]): Promise<number> {
  for (let left = tries; left > 0; left -= 1) {
    const hostPort = await bound({ ...port, hostPort: 0 });
    if (hostPort !== null && !others.some((other) => clash({ ...port, hostPort }, other))) return hostPort;
  }
  throw new GantryError({
    code: 'conflict',
    message: `No port of this machine is free for the container's port ${port.containerPort}.`,
    hint: 'Name one.',
  });
}

/** The same port, on the same address or on all of them. */
function clash(one: Port, other: Port): boolean {
  if (one.protocol !== other.protocol || one.hostPort !== other.hostPort) return false;
  return isAny(one.hostIp) || isAny(other.hostIp) || one.hostIp === other.hostIp;
}

function isAny(ip: string): boolean {
  return ip === '' || ip === '0.0.0.0';
}

async function isFree(port: PublishedPort): Promise<boolean> {
  // Node can't listen on it; netavark will say what is wrong.
  if (port.protocol === 'sctp') return true;
  return (await bound(port)) !== null;
}

/** @returns the port that it was bound to for a moment; null: it is taken */
async function bound({ protocol, hostIp, hostPort }: PublishedPort): Promise<number | null> {
  const address = hostIp === '' ? '0.0.0.0' : hostIp;
  const socket = protocol === 'udp' ? createSocket(address.includes(':') ? 'udp6' : 'udp4') : createServer();
  const ready = once(socket, 'listening');
  if ('bind' in socket) socket.bind({ port: hostPort, address, exclusive: true });
  else socket.listen({ port: hostPort, host: address, exclusive: true });
  try {
    await ready;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE') return null;
    throw badAddress(hostIp, hostPort, thrown);
  }
  const told = socket.address();
  const closed = once(socket, 'close');
  socket.close();
  await closed;
  return told !== null && typeof told === 'object' ? told.port : null;
}

function isTaken({ hostIp, hostPort, protocol }: PublishedPort): GantryError {
  return new GantryError({
    code: 'conflict',
    message: `Port ${hostPort}/${protocol} of ${hostIp === '' ? 'this machine' : hostIp} is taken.`,
    hint: 'Choose another port, or end what has it.',
  });
}

function badAddress(hostIp: string, hostPort: number, thrown: unknown): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `Port ${hostPort} of ${hostIp === '' ? 'this machine' : hostIp} can't be published.`,
    engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
    hint: 'See whether the address is one of this machine.',
    cause: thrown,
  });
}
