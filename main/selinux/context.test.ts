import { describe, expect, it } from 'vitest';
import { parseContext } from '../../shared/selinux.ts';
import { printContext, sameLabel, withTypeOf } from './context.ts';

describe('an SELinux context', () => {
  it.each(['system_u:system_r:container_t:s0:c1,c2', 'unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023', 'u:r:t'])(
    'is printed as it was: %s',
    (label) => {
      const context = parseContext(label);
      expect(context && printContext(context)).toBe(label);
    },
  );

  it('is the same when its categories are, in whatever form', () => {
    expect(sameLabel('a_u:b_r:c_t:s0:c3,c1,c2', 'a_u:b_r:c_t:s0:c1.c3')).toBe(true);
    expect(sameLabel('a_u:b_r:c_t:s0:c1,c2', 'a_u:b_r:c_t:s0:c1,c3')).toBe(false);
    expect(sameLabel('a_u:b_r:c_t:s0:c1,c2', 'a_u:b_r:d_t:s0:c1,c2')).toBe(false);
    expect(sameLabel('a_u:b_r:c_t:s0:c1,c2', 'x_u:b_r:c_t:s0:c1,c2')).toBe(false);
    expect(sameLabel('a_u:b_r:c_t', 'a_u:b_r:c_t')).toBe(true);
    expect(sameLabel('a_u:b_r:c_t:SystemLow', 'a_u:b_r:c_t:SystemLow')).toBe(true);
    expect(sameLabel('a_u:b_r:c_t:SystemLow', 'a_u:b_r:c_t:s0')).toBe(false);
  });

  it('is not like none', () => {
    expect(sameLabel('', '')).toBe(true);
    expect(sameLabel('', 'a_u:b_r:c_t:s0')).toBe(false);
    expect(sameLabel('unlabeled', 'kernel')).toBe(false);
  });

  it('takes the type of another, and nothing else', () => {
    expect(withTypeOf('a_u:b_r:container_t:s0:c1,c2', 'system_u:system_r:container_kvm_t:s0')).toBe(
      'a_u:b_r:container_kvm_t:s0:c1,c2',
    );
    expect(withTypeOf('', 'system_u:system_r:container_kvm_t:s0')).toBe('');
    expect(withTypeOf('a_u:b_r:container_t:s0', '')).toBe('a_u:b_r:container_t:s0');
  });
});
