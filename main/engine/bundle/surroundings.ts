/** What a container finds around it while it runs: its network, and the files that tell it names. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ContainerSpec } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { errorOfFile } from '../../host/file-error.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import type { BundleContainers } from './bundle-containers.ts';
import { filesFolder, hostsFile, resolvConfFile } from './container-files.ts';
import type { Surroundings } from './endings.ts';
import { namesFiles } from './network/names-files.ts';
import type { Networks } from './network/networks.ts';

export function surroundingsBy(networks: Networks, containers: BundleContainers): Surroundings {
  return {
    async prepare(ctr: RuntimeContainer): Promise<void> {
      const { spec, hostname } = containers.record(ctr);
      const mode = modeOf(spec, networks);
      const { address, gateway, macAddress, ports } =
        mode === 'host' ? machinesOwn : await networks.connect(ctr, mode, spec.ports);
      const { hosts, resolvConf } = await namesFiles({ hostname, mode, address, gateway });
      const folder = path.join(containers.folderOf(ctr.id), filesFolder);
      try {
        // In place: what is mounted is the file itself.
        await writeFile(path.join(folder, hostsFile), hosts);
        await writeFile(path.join(folder, resolvConfFile), resolvConf ?? '');
      } catch (thrown) {
        throw errorOfFile(thrown, `Start ${ctr.name}`);
      }
      const network = address === null ? null : { address, macAddress: macAddress ?? '' };
      await containers.change(ctr.id, { network, ports: ports.map((port) => ({ ...port })) });
    },
    async clear(ctr: RuntimeContainer): Promise<void> {
      const left = await networks.disconnect(ctr);
      if (left !== null) console.error(`The bundle engine: ${left}`);
    },
  };
}

/** What a container has of the engine that sees the machine's own network. */
const machinesOwn = { address: null, gateway: null, macAddress: null, ports: [] } as const;

function modeOf({ network }: Pick<ContainerSpec, 'network'>, networks: Networks): 'host' | 'none' | 'bridge' {
  if (network !== 'default') return network;
  return networks.noBridgeBecause() === null ? 'bridge' : 'none';
}

/** @throws GantryError `unsupported` for ports that could not be published, `invalid` where there is nothing to publish */
export function mustReachPorts(
  networks: Networks,
  { ports, network }: Pick<ContainerSpec, 'ports' | 'network'>,
  doing: string,
): void {
  if (network !== 'default' && ports.length > 0) {
    throw new GantryError({
      code: 'invalid',
      message: `${doing}: with the network “${network}” it has no ports to publish.`,
      hint: 'Publish no ports, or leave the network to the engine.',
    });
  }
  const why = networks.noBridgeBecause();
  if (why === null || ports.length === 0) return;
  throw new GantryError({
    code: 'unsupported',
    message: `${doing}: its ports can't be published, since there is no bridge.`,
    engineMessage: why,
    hint: 'Install netavark, or publish no ports.',
  });
}
