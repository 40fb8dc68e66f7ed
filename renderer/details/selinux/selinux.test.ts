import { describe, expect, it } from 'vitest';
import type { SelinuxReport } from '../../../shared/selinux.ts';
import { differences } from './compare.ts';
import { parseLevel } from './level.ts';

describe('a level', () => {
  it('is split into sensitivity and every category', () => {
    expect(parseLevel('s0:c143,c834')).toEqual({ sensitivity: 's0', categories: ['c143', 'c834'], count: 2 });
    expect(parseLevel('s0:c1,c2,c5,c900')?.categories).toEqual(['c1', 'c2', 'c5', 'c900']);
  });

  it('counts a run of categories out', () => {
    expect(parseLevel('s0-s0:c0.c1023')).toEqual({ sensitivity: 's0-s0', categories: ['c0.c1023'], count: 1024 });
    expect(parseLevel('s0:c1.c3,c7')?.count).toBe(4);
  });

  it('may have no categories, or not be there at all', () => {
    expect(parseLevel('s0')).toEqual({ sensitivity: 's0', categories: [], count: 0 });
    expect(parseLevel('')).toBeNull();
  });
});

const report: SelinuxReport = {
  enabled: true,
  processLabel: 'system_u:system_r:container_t:s0:c1,c2',
  mountLabel: 'system_u:object_r:container_file_t:s0:c1,c2',
  kernelLabel: 'system_u:system_r:container_t:s0:c1,c2\0',
  kernelLabelMissing: null,
  requested: [],
  typeMeaning: null,
};

describe("the kernel's label", () => {
  it('that is the configured one is no difference, even with its closing zero byte', () => {
    expect(differences(report)).toEqual([]);
  });

  it('may have its categories in another order, and as a run', () => {
    const levels = ['s0:c3,c1,c2', 's0:c1.c3'].map((level) => report.processLabel.replace('s0:c1,c2', level));
    expect(differences({ ...report, processLabel: levels[0] ?? '', kernelLabel: levels[1] ?? '' })).toEqual([]);
  });

  it('is compared field by field', () => {
    expect(differences({ ...report, kernelLabel: 'system_u:system_r:spc_t:s0:c1,c2,c3' })).toEqual([
      { field: 'type', configured: 'container_t', kernel: 'spc_t' },
      { field: 'level', configured: 's0:c1,c2', kernel: 's0:c1,c2,c3' },
    ]);
  });

  it('that is no context is compared whole', () => {
    expect(differences({ ...report, kernelLabel: 'kernel' })).toEqual([
      { field: 'label', configured: report.processLabel, kernel: 'kernel' },
    ]);
  });

  it('differs from nothing where labels were turned off or the kernel was not asked', () => {
    expect(differences({ ...report, processLabel: '' })).toEqual([]);
    expect(differences({ ...report, kernelLabel: null })).toEqual([]);
  });
});
