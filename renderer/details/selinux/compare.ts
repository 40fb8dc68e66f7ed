import { parseContext, type SelinuxReport } from '../../../shared/selinux.ts';
import { sameLevelText } from '../../../shared/selinux-level.ts';

/** A field of the context in which the kernel's word and the configured one differ. */
export interface Difference {
  readonly field: 'user' | 'role' | 'type' | 'level' | 'label';
  readonly configured: string;
  readonly kernel: string;
}

const fields = ['user', 'role', 'type', 'level'] as const;
const clean = (label: string): string => label.replace(/\0+$/, '').trim();

/**
 * Where the kernel's context is not the configured one. Empty when they agree, when the kernel's is not known, and
 * when nothing was configured (`label=disable`: the kernel then has the engine's own context).
 */
export function differences(report: SelinuxReport): Difference[] {
  if (report.kernelLabel === null || report.processLabel === '') return [];
  const configured = clean(report.processLabel);
  const kernel = clean(report.kernelLabel);
  if (configured === kernel) return [];
  const [a, b] = [parseContext(configured), parseContext(kernel)];
  if (a === null || b === null) return [{ field: 'label', configured, kernel }];
  return fields
    .filter((field) => (field === 'level' ? !sameLevelText(a.level, b.level) : a[field] !== b[field]))
    .map((field) => ({ field, configured: a[field], kernel: b[field] }));
}
