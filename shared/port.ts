/** Ports of containers, and where they are published. */
import { z } from 'zod/mini';

export const portMapping = z.object({
  hostIp: z.string(),
  hostPort: z.number(),
  containerPort: z.number(),
  protocol: z.string(),
  /** How many ports from these on. */
  range: z.number(),
});
export type PortMapping = z.infer<typeof portMapping>;

const port = z.int().check(z.minimum(1), z.maximum(65535));

/** A port as it is asked for. */
export const askedPort = z.object({
  hostIp: z.string(),
  /** Null: the engine picks one. */
  hostPort: z.nullable(port),
  containerPort: port,
  protocol: z.enum(['tcp', 'udp', 'sctp']),
});
export type AskedPort = z.infer<typeof askedPort>;

/** Several in a row, from this one on, as one. */
export const askedPorts = z.extend(askedPort, { range: z.int().check(z.minimum(1)) });
export type AskedPorts = z.infer<typeof askedPorts>;

/** Each for itself. */
export function eachOf({ range, ...first }: AskedPorts): AskedPort[] {
  return Array.from({ length: range }, (_, index) => ({
    ...first,
    hostPort: first.hostPort === null ? null : first.hostPort + index,
    containerPort: first.containerPort + index,
  }));
}

/** As `podman run --publish` takes it. */
export function publishWord({ hostIp, hostPort, containerPort, protocol, range }: AskedPorts): string {
  const span = (from: number): string => (range > 1 ? `${from}-${from + range - 1}` : `${from}`);
  const address = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  const host = address === '' ? '' : `${address}:`;
  const outer = hostPort === null ? (address === '' ? '' : ':') : `${span(hostPort)}:`;
  return `${host}${outer}${span(containerPort)}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}
