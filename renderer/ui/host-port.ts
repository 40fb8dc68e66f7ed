/** Where a port is published on the host, as it is typed: `8080`, `127.0.0.1:8080`, `[::1]:`; nothing: the engine picks one. */

export interface HostPort {
  /** Empty: every address. */
  readonly hostIp: string;
  /** Null: the engine picks one. */
  readonly hostPort: number | null;
}

/** @returns what is wrong with it, where it is none */
export function readHostPort(text: string): HostPort | string {
  const match = /^(?:(\d+(?:\.\d+){3}|\[[0-9a-fA-F:.]+\]):)?(\d*)$/.exec(text.trim());
  if (match === null) return 'On the host: a port, or an address and a port such as 127.0.0.1:8080.';
  const [, address = '', typed = ''] = match;
  const hostPort = typed === '' ? null : portNumber(typed);
  if (typed !== '' && hostPort === null) return 'On the host: a port from 1 to 65535.';
  return { hostIp: address.replace(/^\[|\]$/g, ''), hostPort };
}

/** As it would be typed. */
export function hostPortText({ hostIp, hostPort }: HostPort): string {
  const address = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  return `${address === '' ? '' : `${address}:`}${hostPort ?? ''}`;
}

/** @returns null: it is none */
export function portNumber(text: string): number | null {
  if (!/^\s*\d{1,5}\s*$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}
