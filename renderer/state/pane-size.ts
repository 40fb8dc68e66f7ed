/** How large a session will be, before it is there: a program gets its size with its start. */
import type { TerminalSize } from '../../shared/session.ts';

/** Settles when the pane is laid out. */
export type Measure = () => Promise<TerminalSize>;

let measure: Measure | null = null;
const waiting = new Set<(measurer: Measure) => void>();

/** Told by the pane, which alone knows fonts and cells. @returns takes it back */
export function measureWith(measurer: Measure): () => void {
  measure = measurer;
  for (const go of waiting) go(measurer);
  waiting.clear();
  return () => {
    if (measure === measurer) measure = null;
  };
}

/** For a pane that can't be measured at all. */
export const customarySize: TerminalSize = { columns: 80, rows: 24 };

/** So long the pane may take to come, milliseconds: its code is loaded when it is wanted first. */
const patience = 10_000;

/** Rows and columns that a new session will have. The pane is open, or opens. */
export async function paneSize(): Promise<TerminalSize> {
  const measurer = measure ?? (await paneComes());
  return measurer === null ? customarySize : measurer();
}

function paneComes(): Promise<Measure | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(go);
      resolve(null);
    }, patience);
    const go = (measurer: Measure): void => {
      clearTimeout(timer);
      resolve(measurer);
    };
    waiting.add(go);
  });
}
