// @ts-check
/** The configuration files of a test engine: everything it keeps lies below its own root. */
import { createHash } from 'node:crypto';
import path from 'node:path';

/**
 * @param {string} root
 * @param {{ runtime: string | null, ulimits: string[] | null, firewall: string | null }} needs what this machine needs
 */
export function containersConf(root, { runtime, ulimits, firewall }) {
  return [
    '[containers]',
    ...(ulimits ? [`default_ulimits = ${JSON.stringify(ulimits)}`] : []),
    '[engine]',
    ...(runtime ? [`runtime = "${runtime}"`] : []),
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    // Podman's usual locks live in a shared memory that all its storages on a machine have in common; a fresh
    // storage frees them all when it starts, also those of the developer's own containers.
    'lock_type = "file"',
    // conmon ends a container with a podman that is given --root, which looks for containers here and nowhere else.
    `static_dir = "${path.join(root, 'lib/storage/libpod')}"`,
    `tmp_dir = "${path.join(root, 'run/libpod')}"`,
    `volume_path = "${path.join(root, 'lib/volumes')}"`,
    '[network]',
    'network_backend = "netavark"',
    ...(firewall ? [`firewall_driver = "${firewall}"`] : []),
    `network_config_dir = "${path.join(root, 'networks')}"`,
    `default_network = "${networkName}"`,
    '',
  ].join('\n');
}

/** @param {string} root @param {string} driver */
export function storageConf(root, driver) {
  return [
    '[storage]',
    `driver = "${driver}"`,
    `graphroot = "${path.join(root, 'lib/storage')}"`,
    `runroot = "${path.join(root, 'run/storage')}"`,
    '',
  ].join('\n');
}

export const networkName = 'gantry-test';

/**
 * The default network, written beforehand: made by Podman its bridge would be called podman0, like the machine's own.
 * @param {number} octet of 10.213.N.0/24
 */
export function networkFile(octet) {
  return JSON.stringify({
    name: networkName,
    id: createHash('sha256').update(`${networkName}${octet}`).digest('hex'),
    driver: 'bridge',
    network_interface: `gantry${octet}`,
    created: new Date(0).toISOString(),
    subnets: [{ subnet: `10.213.${octet}.0/24`, gateway: `10.213.${octet}.1` }],
    ipv6_enabled: false,
    internal: false,
    dns_enabled: false,
    ipam_options: { driver: 'host-local' },
  });
}
