import { describe, expect, it } from 'vitest';
import { typeMeaning } from './type-meaning.ts';

describe('the meaning of a type', () => {
  it.each(['container_t', 'container_init_t', 'container_kvm_t'])('is told in sentences: %s', (type) => {
    expect(typeMeaning(type)).toMatch(/^[A-Z].*\.$/);
  });

  it('warns of what is not confined', () => {
    for (const type of ['spc_t', 'unconfined_t']) expect(typeMeaning(type)).toContain('does not confine');
  });

  it("is not made up for a type of somebody's own policy", () => {
    expect(typeMeaning('my_app_t')).toBeNull();
    expect(typeMeaning('constructor')).toBeNull();
  });
});
