import { useRef } from 'react';
import { indexFrom } from './line-index.ts';
import type { KeptLine } from './log-buffer.ts';

/** How many lines have come below what the user looks at since the view stopped following; 0 while it follows. */
export function useUnseen(lines: readonly KeptLine[], follow: boolean): number {
  const lastSeen = useRef(-1);
  if (follow) lastSeen.current = lines.at(-1)?.id ?? lastSeen.current;
  return lines.length - indexFrom(lines, lastSeen.current + 1);
}
