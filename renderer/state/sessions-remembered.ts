/** What the terminal pane remembers from one start of the app to the next. */
import { z } from 'zod/mini';

export const defaultFontSize = 13;
const smallest = 8;
const largest = 32;

export function boundFontSize(size: number): number {
  return Math.min(largest, Math.max(smallest, Math.round(size)));
}

const remembered = z.object({
  fontSize: z.catch(z.pipe(z.number(), z.transform(boundFontSize)), defaultFontSize),
  screenReader: z.catch(z.boolean(), false),
  dock: z.catch(z.enum(['bottom', 'side']), 'bottom'),
});
export type Remembered = z.infer<typeof remembered>;
/** Under the rest of the window, or beside it. */
export type Dock = Remembered['dock'];

const key = 'gantry.terminal';

export function recall(): Remembered {
  try {
    return remembered.parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return remembered.parse({});
  }
}

export function remember({ fontSize, screenReader, dock }: Remembered): void {
  try {
    localStorage.setItem(key, JSON.stringify({ fontSize, screenReader, dock }));
  } catch {
    // Storage may be full or switched off; then it's the default again next time.
  }
}
