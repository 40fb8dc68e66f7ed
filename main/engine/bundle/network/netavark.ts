/** Puts a container on a bridge by netavark, as Podman does. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import { runProgram } from '../run-program.ts';
import type { PublishedPort } from './ports.ts';
import { cidrOf, gatewayOf, type Network, numberOf } from './subnet.ts';

/** Of the network; its firewall rules go by it, and neither Podman nor another engine of ours may have the same. */
const networkNameOf = (subnet: Network): string => `gantry-bundles-${numberOf(subnet)}`;
const bridgeOf = (subnet: Network): string => `gantry-b${numberOf(subnet)}`;
/** In the container. */
const device = 'eth0';

/** Which container gets what. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly subnet: Network;
  readonly ports: readonly PublishedPort[];
}

/** By the network's name. */
const status = z.record(
  z.string(),
  z.object({ interfaces: z.object({ [device]: z.object({ mac_address: z.string() }) }) }),
);

/** @returns the hardware address that it has got */
export async function setUp(program: string, namespace: string, connection: Connection): Promise<string> {
  const said = await runProgram(program, ['setup', namespace], { input: inputFor(connection) });
  await forgetNeighbour(connection);
  try {
    const [network] = Object.values(status.parse(JSON.parse(said)));
    if (network === undefined) throw new Error('It tells of no network.');
    return network.interfaces[device].mac_address;
  } catch (thrown) {
    throw new GantryError({
      code: 'malformed-reply',
      message: 'netavark answered something that is not understood.',
      engineMessage: said,
      cause: thrown,
    });
  }
}

/**
 * Who had the address before had another hardware address, which the machine goes on sending to for half a minute while the
 * bridge is there.
 */
async function forgetNeighbour({ address, subnet }: Connection): Promise<void> {
  await runProgram('ip', ['neigh', 'flush', 'to', address, 'dev', bridgeOf(subnet)]);
}

/** Its firewall rules go also where its namespace is another one by now, though that is told as a failure. */
export async function tearDown(program: string, namespace: string, connection: Connection): Promise<void> {
  await runProgram(program, ['teardown', namespace], { input: inputFor(connection) });
}

function inputFor({ id, name, address, subnet, ports }: Connection): string {
  const networkName = networkNameOf(subnet);
  return JSON.stringify({
    container_id: id,
    container_name: name,
    port_mappings: ports.map(({ hostIp, hostPort, containerPort, protocol }) => ({
      host_ip: hostIp,
      host_port: hostPort,
      container_port: containerPort,
      protocol,
      range: 1,
    })),
    networks: { [networkName]: { static_ips: [address], interface_name: device } },
    network_info: {
      [networkName]: {
        name: networkName,
        id: createHash('sha256').update(networkName).digest('hex'),
        driver: 'bridge',
        network_interface: bridgeOf(subnet),
        subnets: [{ subnet: cidrOf(subnet), gateway: gatewayOf(subnet) }],
        ipv6_enabled: false,
        internal: false,
        dns_enabled: false,
        ipam_options: { driver: 'host-local' },
      },
    },
  });
}
