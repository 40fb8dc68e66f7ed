import { useEffect } from 'react';
import { z } from 'zod/mini';
import type { EngineSummary } from '../../../shared/engine.ts';
import { useRemembered } from '../../ui/index.ts';

const answer = z.nullable(z.boolean());

/**
 * Whether an engine has SELinux; null: nobody knows yet. An engine tells it a moment after its list: until then it is as
 * it was the last time, so that the column keeps its title and its width.
 */
export function useSelinux({ id, info }: EngineSummary): boolean | null {
  const [before, remember] = useRemembered(`engines.selinux.${id}`, answer, null);
  const told = info?.selinuxEnabled ?? null;
  useEffect(() => {
    if (told !== null && told !== before) remember(told);
  }, [told, before, remember]);
  return told ?? before;
}
