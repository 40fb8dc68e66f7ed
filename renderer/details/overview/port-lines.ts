import type { PortMapping } from '../../../shared/port.ts';

/** One published port (or range) as it is shown. */
export interface PortLine {
  /** `8080 → 80/tcp`, with the host's address before it where it is bound to one. */
  readonly text: string;
  /** Where a browser finds it; null for what no browser speaks to. */
  readonly url: string | null;
}

const anywhere = new Set(['', '0.0.0.0', '::', '[::]']);
const thisHost = new Set(['127.0.0.1', '::1', 'localhost']);

/** @returns null for an address that is reached on the engine's machine only */
function hostOf(hostIp: string, machine: string | null): string | null {
  if (anywhere.has(hostIp)) return machine ?? 'localhost';
  if (thisHost.has(hostIp)) return machine === null ? 'localhost' : null;
  return hostIp.includes(':') ? `[${hostIp}]` : hostIp;
}

const span = (first: number, range: number): string => (range > 1 ? `${first}–${first + range - 1}` : `${first}`);

/**
 * A mapping in words, with a link where there is one TCP port to open.
 * @param machine where it is published: see `EngineSummary.machine`
 */
export function portLine(port: PortMapping, machine: string | null): PortLine {
  const before = anywhere.has(port.hostIp) ? '' : `${port.hostIp.includes(':') ? `[${port.hostIp}]` : port.hostIp}:`;
  const published = port.hostPort > 0;
  const host = published && port.protocol === 'tcp' ? hostOf(port.hostIp, machine) : null;
  const inside = `${span(port.containerPort, port.range)}/${port.protocol}`;
  return {
    text: published ? `${before}${span(port.hostPort, port.range)} → ${inside}` : inside,
    url: host === null ? null : `http://${host}:${port.hostPort}`,
  };
}
