/** The ports in an archive's `config.dump`, in libpod's shape. */
import { z } from 'zod';
import type { PortMapping } from '../../shared/port.ts';

/** What can't be understood of them counts as not known. */
export const dumpedPorts = z
  .array(
    z.object({
      host_ip: z.string().nullish(),
      host_port: z.number(),
      container_port: z.number(),
      range: z.number().nullish(),
      protocol: z.string().nullish(),
    }),
  )
  .transform((ports): PortMapping[] =>
    ports.map(({ host_ip, host_port, container_port, range, protocol }) => ({
      hostIp: host_ip ?? '',
      hostPort: host_port,
      containerPort: container_port,
      protocol: protocol || 'tcp',
      range: range || 1,
    })),
  )
  .nullish()
  .transform((ports) => ports ?? [])
  .catch([]);
