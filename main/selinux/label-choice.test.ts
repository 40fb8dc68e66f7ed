import { describe, expect, it } from 'vitest';
import { chooseLabels, type LabelledContainer } from './label-choice.ts';
import { parseLabelOptions } from './label-options.ts';
import type { LxcContexts } from './policy.ts';

const contexts: LxcContexts = {
  process: 'system_u:system_r:container_t:s0',
  kvmProcess: 'system_u:system_r:container_kvm_t:s0',
  initProcess: 'system_u:system_r:container_init_t:s0',
  file: 'system_u:object_r:container_file_t:s0',
  roFile: 'system_u:object_r:container_ro_file_t:s0',
};

function chosen(
  options: readonly string[] = [],
  of: Partial<Omit<LabelledContainer, 'options'>> = {},
  policy: LxcContexts | null = contexts,
) {
  return chooseLabels(policy, { kvm: false, systemd: false, ...of, options: parseLabelOptions(options) }, [12, 700]);
}

describe('the labels of a container', () => {
  it.each([
    ['a plain one', {}, 'container_t'],
    ['one in a virtual machine', { kvm: true }, 'container_kvm_t'],
    ['one with an init', { systemd: true }, 'container_init_t'],
    ['one with an init in a virtual machine', { kvm: true, systemd: true }, 'container_kvm_t'],
  ])('have the type of %s, and two categories', (_what, of, type) => {
    expect(chosen([], of)).toEqual({
      processLabel: `system_u:system_r:${type}:s0:c12,c700`,
      mountLabel: 'system_u:object_r:container_file_t:s0:c12,c700',
    });
  });

  it('are none where SELinux is off', () => {
    expect(chosen(['type:x_t'], { kvm: true }, null)).toEqual({ processLabel: '', mountLabel: '' });
  });

  it("swap the type alone: a policy's other user and role stay as they are", () => {
    const odd = { ...contexts, kvmProcess: 'other_u:other_r:container_kvm_t:s9' };
    expect(chosen([], { kvm: true }, odd).processLabel).toBe('system_u:system_r:container_kvm_t:s0:c12,c700');
  });

  it('have no level where the policy has none', () => {
    const flat = { ...contexts, process: 'u:r:container_t', file: 'u:object_r:container_file_t' };
    expect(chosen([], {}, flat)).toEqual({
      processLabel: 'u:r:container_t',
      mountLabel: 'u:object_r:container_file_t',
    });
    expect(chosen(['disable'], {}, flat)).toEqual({ processLabel: '', mountLabel: 'u:object_r:container_file_t' });
  });

  it.each([
    ['type:spc_t', 'system_u:system_r:spc_t:s0:c12,c700', 'system_u:object_r:container_file_t:s0:c12,c700'],
    ['level:s0:c1,c2', 'system_u:system_r:container_kvm_t:s0:c1,c2', 'system_u:object_r:container_file_t:s0:c1,c2'],
    ['user:x_u', 'x_u:system_r:container_kvm_t:s0:c12,c700', 'x_u:object_r:container_file_t:s0:c12,c700'],
    ['role:x_r', 'system_u:x_r:container_kvm_t:s0:c12,c700', 'system_u:object_r:container_file_t:s0:c12,c700'],
    ['filetype:f_t', 'system_u:system_r:container_kvm_t:s0:c12,c700', 'system_u:object_r:f_t:s0:c12,c700'],
    ['nested', 'system_u:system_r:container_kvm_t:s0:c12,c700', 'system_u:object_r:container_file_t:s0:c12,c700'],
    ['disable', '', 'system_u:object_r:container_file_t:s0:c1022,c1023'],
  ])('are as the user wants, over an init and a virtual machine: %s', (option, processLabel, mountLabel) => {
    expect(chosen([option], { kvm: true, systemd: true })).toEqual({ processLabel, mountLabel });
  });
});
