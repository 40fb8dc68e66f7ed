import { describe, expect, it } from 'vitest';
import { allowed, byCapability, refused } from './allowed.ts';
import { seccompProfile } from './profile.ts';

const rules = (name: string, capabilities: string[] = []) =>
  seccompProfile(capabilities).syscalls.filter(({ names }) => names.includes(name));

describe('the seccomp profile', () => {
  it('names each system call in one place', () => {
    const all = [...allowed, ...refused, ...Object.values(byCapability).flat()];
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    expect(all).not.toContain('socket');
    expect(all).not.toContain('personality');
  });

  it('answers what it does not know as an old kernel does', () => {
    expect(seccompProfile([])).toMatchObject({ defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: 38 });
    expect(rules('io_uring_setup')).toEqual([]);
  });

  it.each(['read', 'execve', 'clone3', 'openat2', 'mount'])('lets a container call %s', (name) => {
    expect(rules(name)).toMatchObject([{ action: 'SCMP_ACT_ALLOW' }]);
  });

  it.each(Object.entries(byCapability))('opens with %s what it is for, and refuses it without', (capability, names) => {
    for (const name of names) {
      expect(rules(name, [capability])).toMatchObject([{ action: 'SCMP_ACT_ALLOW' }]);
      expect(rules(name)).toMatchObject([{ action: 'SCMP_ACT_ERRNO', errnoRet: 1 }]);
    }
  });

  it('gives no socket to the audit log without the capability', () => {
    expect(rules('socket').map(({ action, args = [] }) => [action, args.length])).toEqual([
      ['SCMP_ACT_ERRNO', 2],
      ['SCMP_ACT_ALLOW', 1],
      ['SCMP_ACT_ALLOW', 1],
    ]);
    expect(rules('socket', ['CAP_AUDIT_WRITE'])).toEqual([{ names: ['socket'], action: 'SCMP_ACT_ALLOW' }]);
  });

  it('knows the processor’s older programs', () => {
    expect(seccompProfile([], 'x64').architectures).toEqual(['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32']);
    expect(seccompProfile([], 'unheard-of').architectures).toEqual([]);
  });
});
