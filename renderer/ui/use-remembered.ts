import { useCallback, useState } from 'react';
import type { z } from 'zod/mini';

interface Held<T> {
  readonly key: string;
  readonly value: T;
}

/** State that is there again after a start: sizes, order, what is folded. What doesn't fit the schema is forgotten. */
export function useRemembered<S extends z.ZodMiniType>(
  key: string,
  schema: S,
  initial: z.infer<S>,
): readonly [z.infer<S>, (value: z.infer<S>) => void] {
  const read = (): Held<z.infer<S>> => ({ key, value: recall(key, schema) ?? initial });
  const [held, setHeld] = useState(read);
  // Under another key something else is remembered.
  if (held.key !== key) setHeld(read());
  const remember = useCallback(
    (next: z.infer<S>) => {
      setHeld({ key, value: next });
      localStorage.setItem(key, JSON.stringify(next));
    },
    [key],
  );
  return [held.value, remember];
}

function recall<S extends z.ZodMiniType>(key: string, schema: S): z.infer<S> | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
