/** What a container reads to find names: the texts for its `/etc/hosts` and `/etc/resolv.conf`. */
import { readFile } from 'node:fs/promises';

export interface NamesWish {
  /** Of the container. */
  readonly hostname: string;
  readonly mode: 'none' | 'host' | 'bridge';
  /** On the bridge; null without. */
  readonly address: string | null;
  /** The bridge's own; null without. */
  readonly gateway: string | null;
}

export interface NamesFiles {
  readonly hosts: string;
  /** Null: it asks nobody for names. */
  readonly resolvConf: string | null;
}

/** This machine's own; for tests. */
export interface MachineFiles {
  readonly hosts: string;
  /** The first that names a server which a container can reach counts. */
  readonly resolvConfs: readonly string[];
}

const thisMachines: MachineFiles = {
  hosts: '/etc/hosts',
  // Where systemd answers on a loopback address, it writes down whom it asks itself.
  resolvConfs: ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'],
};

/** By Podman's name for it a container finds the machine that it runs on. */
const machineName = 'host.containers.internal';
const localhost = ['127.0.0.1\tlocalhost', '::1\tlocalhost'];

export async function namesFiles(wish: NamesWish, machine: MachineFiles = thisMachines): Promise<NamesFiles> {
  const { mode, hostname, address, gateway } = wish;
  if (mode === 'host') {
    return { hosts: await textOf(machine.hosts), resolvConf: await textOf(machine.resolvConfs[0] ?? '') };
  }
  const own = `${address ?? '127.0.0.1'}\t${hostname}`;
  const lines = [...localhost, ...(gateway === null ? [] : [`${gateway}\t${machineName}`]), own];
  return { hosts: `${lines.join('\n')}\n`, resolvConf: mode === 'none' ? null : await reachable(machine.resolvConfs) };
}

/**
 * Without the servers on loopback addresses: in a container these are its own. Where no other is left there is none, rather
 * than one that the user has not chosen.
 */
async function reachable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const lines = (await textOf(file)).split('\n').filter((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
    const kept = lines.filter((line) => !/^\s*nameserver\s+(127\.|::1\b)/.test(line));
    if (kept.some((line) => /^\s*nameserver\s/.test(line))) return `${kept.join('\n')}\n`;
  }
  return null;
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
