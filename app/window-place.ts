/** Where the window was: written when it closes, and brought back onto a screen that is there when it opens. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeAtomically } from '../main/host/atomic-file.ts';

const pixels = z.int().min(-100_000).max(100_000);
const length = z.int().min(1).max(100_000);

const windowPlace = z.object({
  /** While it is not maximised: what it goes back to. */
  bounds: z.object({ x: pixels, y: pixels, width: length, height: length }),
  maximised: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlace>;
export type Rectangle = WindowPlace['bounds'];

/** How it opens; without `x` and `y` in the middle of the first screen. */
export interface Opening {
  readonly bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number };
  readonly maximised: boolean;
}

/** What of Electron's window tells its place. */
interface Placed {
  getNormalBounds(): Rectangle;
  isMaximized(): boolean;
}

export function placeOf(window: Placed): WindowPlace {
  const { x, y, width, height } = window.getNormalBounds();
  return { bounds: { x, y, width, height }, maximised: window.isMaximized() };
}

/** Throws what the file system throws. */
export async function rememberPlace(file: string, place: WindowPlace): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(place)}\n`);
}

/** @returns null where nothing is remembered, or nothing that makes sense: the window opens all the same */
export async function recallPlace(file: string): Promise<WindowPlace | null> {
  try {
    return windowPlace.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    const isFirstStart = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!isFirstStart) console.error(`The window’s place is not known (${file}): ${String(thrown)}`);
    return null;
  }
}

const usual = { width: 1280, height: 800 };

/**
 * @param screens the work areas of those that are there, the first one first
 * @returns the place, whole on the screen that had most of it; where that is gone, its size in the middle of the first
 */
export function fitPlace(place: WindowPlace | null, screens: readonly Rectangle[]): Opening {
  const { bounds, maximised } = place ?? { bounds: null, maximised: false };
  const [first] = screens;
  const screen = bounds === null ? undefined : [...screens].sort((a, b) => shared(bounds, b) - shared(bounds, a))[0];
  if (bounds === null || screen === undefined || shared(bounds, screen) === 0) {
    const { width, height } = bounds ?? usual;
    if (first === undefined) return { bounds: { width, height }, maximised };
    return { bounds: { width: Math.min(width, first.width), height: Math.min(height, first.height) }, maximised };
  }
  const width = Math.min(bounds.width, screen.width);
  const height = Math.min(bounds.height, screen.height);
  const x = Math.max(screen.x, Math.min(bounds.x, screen.x + screen.width - width));
  const y = Math.max(screen.y, Math.min(bounds.y, screen.y + screen.height - height));
  return { bounds: { x, y, width, height }, maximised };
}

/** The area that two have in common, in square pixels. */
function shared(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
