import { useCallback, useState } from 'react';
import type { z } from 'zod';

/** State that is there again after a start: sizes, order, what is folded. What doesn't fit the schema is forgotten. */
export function useRemembered<S extends z.ZodType>(
  key: string,
  schema: S,
  initial: z.infer<S>,
): readonly [z.infer<S>, (value: z.infer<S>) => void] {
  const [value, setValue] = useState<z.infer<S>>(() => recall(key, schema) ?? initial);
  const remember = useCallback(
    (next: z.infer<S>) => {
      setValue(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  return [value, remember];
}

function recall<S extends z.ZodType>(key: string, schema: S): z.infer<S> | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
