/** Where the window was: written when it closes, and brought back onto a screen that is there when it opens. */
import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../main/host/atomic-file.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  /** While it is not maximised: what it goes back to. */
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

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
    return parsePlace(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    const isFirstStart = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!isFirstStart) console.error(`The window’s place is not known (${file}): ${String(thrown)}`);
    return null;
  }
}

/**
 * Throws for what is no place. By hand: the window waits for it, and a library for five numbers would be read and run
 * before it.
 */
function parsePlace(value: unknown): WindowPlace {
  const { bounds, maximised } = object(value);
  const { x, y, width, height } = object(bounds);
  if (typeof maximised !== 'boolean') throw new TypeError('it does not say whether it was maximised');
  return {
    bounds: { x: pixels(x, -most), y: pixels(y, -most), width: pixels(width, 1), height: pixels(height, 1) },
    maximised,
  };
}

/** Wider than all screens of a desk together. */
const most = 100_000;

function object(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError('it is no place');
  return { ...value };
}

function pixels(value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${JSON.stringify(value)} is no number of pixels`);
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
