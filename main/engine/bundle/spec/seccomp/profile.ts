/**
 * Which system calls a container may make: what is listed, and by its capabilities a few more. All else answers ENOSYS, as
 * from a kernel that doesn't have the call, so that a C library takes an older one instead.
 */
import { constants } from 'node:os';
import type { SeccompConfig, SeccompRule } from '../runtime-spec.ts';
import { allowed, byCapability, refused } from './allowed.ts';

const { EINVAL, ENOSYS, EPERM } = constants.errno;

/** `personality(2)`: plain Linux, of 32 bits, with an old version's number, with both, and the question what it is. */
const personalities = [0x0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff];
const AF_NETLINK = 16;
const NETLINK_AUDIT = 9;

/** By Node's name of the processor; its kernel may run programs of the older ones too. */
const architectures: Readonly<Record<string, readonly string[]>> = {
  x64: ['X86_64', 'X86', 'X32'],
  arm64: ['AARCH64', 'ARM'],
  arm: ['ARM'],
  ia32: ['X86'],
  ppc64: ['PPC64LE'],
  s390x: ['S390X', 'S390'],
  riscv64: ['RISCV64'],
  loong64: ['LOONGARCH64'],
};

/**
 * @param capabilities that the container may have at most, as `CAP_…`
 * @param processor as `process.arch` has it; one that isn't known has its own calls alone
 */
export function seccompProfile(capabilities: readonly string[], processor: string = process.arch): SeccompConfig {
  const has = (name: string): boolean => capabilities.includes(name);
  const opened = Object.entries(byCapability);
  const calls = (wanted: boolean): string[] => opened.flatMap(([name, each]) => (has(name) === wanted ? each : []));
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: ENOSYS,
    architectures: (architectures[processor] ?? []).map((name) => `SCMP_ARCH_${name}`),
    syscalls: [
      { names: [...allowed, ...calls(true)], action: 'SCMP_ACT_ALLOW' },
      { names: [...refused, ...calls(false)], action: 'SCMP_ACT_ERRNO', errnoRet: EPERM },
      ...personalities.map(allowedPersonality),
      ...sockets(has('CAP_AUDIT_WRITE')),
    ],
  };
}

function allowedPersonality(value: number): SeccompRule {
  return { names: ['personality'], action: 'SCMP_ACT_ALLOW', args: [{ index: 0, value, op: 'SCMP_CMP_EQ' }] };
}

/** Who may not write to the audit log gets no socket for it: programs such as sudo take "not permitted" there for a failure. */
function sockets(mayAudit: boolean): SeccompRule[] {
  const names = ['socket'];
  if (mayAudit) return [{ names, action: 'SCMP_ACT_ALLOW' }];
  const family = { index: 0, value: AF_NETLINK };
  const protocol = { index: 2, value: NETLINK_AUDIT };
  return [
    {
      names,
      action: 'SCMP_ACT_ERRNO',
      errnoRet: EINVAL,
      args: [
        { ...family, op: 'SCMP_CMP_EQ' },
        { ...protocol, op: 'SCMP_CMP_EQ' },
      ],
    },
    { names, action: 'SCMP_ACT_ALLOW', args: [{ ...family, op: 'SCMP_CMP_NE' }] },
    { names, action: 'SCMP_ACT_ALLOW', args: [{ ...protocol, op: 'SCMP_CMP_NE' }] },
  ];
}
