import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitPlace, placeOf, recallPlace, rememberPlace } from './window-place.ts';

const laptop = { x: 0, y: 30, width: 1440, height: 870 };
const beside = { x: 1440, y: 0, width: 2560, height: 1440 };
const bounds = { x: 1600, y: 100, width: 1500, height: 1000 };

describe('the window', () => {
  it('opens where it was', () => {
    const maximised = true;
    expect(fitPlace({ bounds, maximised }, [laptop, beside])).toEqual({ bounds, maximised });
  });

  it('comes back onto a screen that is there, no larger than it', () => {
    expect(fitPlace({ bounds, maximised: false }, [laptop])).toEqual({
      bounds: { width: 1440, height: 870 },
      maximised: false,
    });
  });

  it('is drawn whole onto the screen that has most of it', () => {
    const place = { bounds: { ...bounds, x: 900, y: 800 }, maximised: false };
    expect(fitPlace(place, [laptop, beside]).bounds).toEqual({ x: 1440, y: 440, width: 1500, height: 1000 });
    expect(fitPlace({ ...place, bounds: { ...place.bounds, x: 900, width: 800 } }, [laptop]).bounds).toEqual({
      ...{ x: 640, y: 30, width: 800, height: 870 },
    });
  });

  it('has its usual size the first time, if the screen has', () => {
    expect(fitPlace(null, [beside])).toEqual({ bounds: { width: 1280, height: 800 }, maximised: false });
    expect(fitPlace(null, [{ ...laptop, width: 1024 }]).bounds).toEqual({ width: 1024, height: 800 });
    expect(fitPlace(null, []).bounds).toEqual({ width: 1280, height: 800 });
  });
});

describe('what is remembered', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gantry-window-'));
    file = path.join(folder, 'window.json');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('is the place to which a maximised window goes back', async () => {
    const place = placeOf({ getNormalBounds: () => bounds, isMaximized: () => true });
    await rememberPlace(file, place);
    expect(await recallPlace(file)).toEqual({ bounds, maximised: true });
    expect(await readdir(folder)).toEqual(['window.json']);
  });

  it('is nothing at the first start, without a word', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(await recallPlace(file)).toBeNull();
    expect(said).not.toHaveBeenCalled();
  });

  it.each([
    '{',
    '[]',
    '{"bounds":{"x":0,"y":0,"width":0,"height":9},"maximised":false}',
    '{"bounds":{"x":1e99,"y":0,"width":800,"height":600},"maximised":false}',
  ])('is nothing where the file is broken, and that is said: %s', async (text) => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    await writeFile(file, text);
    expect(await recallPlace(file)).toBeNull();
    expect(said).toHaveBeenCalledOnce();
  });
});
