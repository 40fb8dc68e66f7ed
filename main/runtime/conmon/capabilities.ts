/** The names of capabilities (capabilities(7)), and which of them there are to give. */
import { readFileSync } from 'node:fs';
import { GantryError } from '../../../shared/errors.ts';

/** By number, from 0 on: `linux/capability.h`. */
const names = [
  ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID', 'SETPCAP'],
  ...['LINUX_IMMUTABLE', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_ADMIN', 'NET_RAW', 'IPC_LOCK', 'IPC_OWNER'],
  ...['SYS_MODULE', 'SYS_RAWIO', 'SYS_CHROOT', 'SYS_PTRACE', 'SYS_PACCT', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_NICE'],
  ...['SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'MKNOD', 'LEASE', 'AUDIT_WRITE', 'AUDIT_CONTROL', 'SETFCAP'],
  ...['MAC_OVERRIDE', 'MAC_ADMIN', 'SYSLOG', 'WAKE_ALARM', 'BLOCK_SUSPEND', 'AUDIT_READ', 'PERFMON', 'BPF'],
  'CHECKPOINT_RESTORE',
].map((name) => `CAP_${name}`);

/**
 * As they are written in a bundle. libpod's `NormalizeCapabilities`.
 * @param asked with or without `CAP_`, in any case; `ALL` are those that we have ourselves to give
 * @throws GantryError `invalid` for one that there is not: OCI runtimes pass over it with a warning that nobody sees
 */
export function capabilitiesNamed(asked: readonly string[], procStatus = '/proc/self/status'): string[] {
  const upper = asked.map((name) => name.toUpperCase());
  if (upper.includes('ALL') || upper.includes('CAP_ALL')) return ours(procStatus);
  return upper.map((name, index) => {
    const full = name.startsWith('CAP_') ? name : `CAP_${name}`;
    if (names.includes(full)) return full;
    throw new GantryError({
      code: 'invalid',
      message: `There is no capability ${asked[index]}.`,
      hint: 'Give names of capabilities(7), such as NET_ADMIN, or ALL.',
    });
  });
}

/** The bounding set: nobody below us can have more. */
function ours(procStatus: string): string[] {
  const mask = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync(procStatus, 'utf8'))?.[1] ?? '0'}`);
  return names.filter((_name, number) => (mask >> BigInt(number)) & 1n);
}
