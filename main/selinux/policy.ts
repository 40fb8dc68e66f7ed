/** Where the SELinux policy in force keeps its files, and which labels it has for containers. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The labels of the policy's `lxc_contexts(5)`. Empty: the policy has none. */
export interface LxcContexts {
  readonly process: string;
  /** For containers in a virtual machine of their own. */
  readonly kvmProcess: string;
  /** For containers whose first process is an init. */
  readonly initProcess: string;
  readonly file: string;
  readonly roFile: string;
}

/**
 * The folder of the policy that `/etc/selinux/config` names (`SELINUXTYPE`).
 * @returns null where there is none: SELinux is not set up
 */
export async function policyFolder(etcSelinux = '/etc/selinux'): Promise<string | null> {
  const config = await read(path.join(etcSelinux, 'config'));
  if (config === null) return null;
  const name = assignments(config).get('SELINUXTYPE');
  // A name, not a way out of the folder.
  return name === undefined || !/^[\w.-]+$/.test(name) || name.startsWith('.') ? null : path.join(etcSelinux, name);
}

/** Of container-selinux. Fedora's `lxc_contexts` are older than KVM's and init's types: these are in here alone. */
const containerContexts = '/usr/share/containers/selinux/contexts';

/**
 * The labels for containers: those of container-selinux where it is installed, else the policy's own, as go-selinux reads
 * them (`openContextFile`).
 * @param folder as `policyFolder` found it
 * @returns null where neither knows containers
 */
export async function lxcContexts(folder: string, installed = containerContexts): Promise<LxcContexts | null> {
  const text = (await read(installed)) ?? (await read(path.join(folder, 'contexts', 'lxc_contexts')));
  return text === null ? null : parseLxcContexts(text);
}

/** What a policy lacks is as in libselinux's Go binding: no type of its own for KVM or init, so the plain one; no `ro_file`, so `file`. */
export function parseLxcContexts(text: string): LxcContexts | null {
  const found = assignments(text);
  const process = found.get('process') ?? '';
  const file = found.get('file') ?? '';
  if (process === '') return null;
  return {
    process,
    kvmProcess: found.get('kvm_process') ?? process,
    initProcess: found.get('init_process') ?? process,
    file,
    roFile: found.get('ro_file') ?? file,
  };
}

/** `key = "value"`, a line each; `#` and `;` begin remarks. Empty values count as none. */
function assignments(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (match === null) continue;
    const [, key = '', value = ''] = match;
    const bare = value.replace(/^"(.*)"$/, '$1');
    if (bare !== '') found.set(key, bare);
  }
  return found;
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR'))
      return null;
    throw thrown;
  }
}
