/** Whole SELinux contexts: printed, changed by field and compared by what they mean. They are split in shared/selinux.ts. */
import { parseContext, type SelinuxContext } from '../../shared/selinux.ts';
import { sameLevelText } from '../../shared/selinux-level.ts';

/** @returns `user:role:type:level`, without the level where the policy has none (no MLS) */
export function printContext({ user, role, type, level }: SelinuxContext): string {
  return [user, role, type, ...(level === '' ? [] : [level])].join(':');
}

/** Whether two labels mean the same: their categories may stand in any order and form. No label is like another none only. */
export function sameLabel(one: string, other: string): boolean {
  const [left, right] = [parseContext(one), parseContext(other)];
  if (left === null || right === null) return left === right && one === other;
  return (
    (['user', 'role', 'type'] as const).every((field) => left[field] === right[field]) &&
    sameLevelText(left.level, right.level)
  );
}

/** The label with the type of another; as it was where either is none. Only the type is swapped, as libpod does. */
export function withTypeOf(label: string, other: string): string {
  const [context, wanted] = [parseContext(label), parseContext(other)];
  return context === null || wanted === null ? label : printContext({ ...context, type: wanted.type });
}
