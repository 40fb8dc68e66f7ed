/** The images of each engine, read when somebody looks, and again when the engine tells that they have changed. */
import { create } from 'zustand';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { ImageAction, ImageSummary } from '../../shared/image.ts';
import { call, onPush } from '../bridge/index.ts';

interface ImagesState {
  readonly byEngine: ReadonlyMap<string, readonly ImageSummary[]>;
  readonly errors: ReadonlyMap<string, ErrorData>;
}

export const useImages = create<ImagesState>()(() => ({ byEngine: new Map(), errors: new Map() }));

const noNames: readonly string[] = [];
const namesOf = new WeakMap<readonly ImageSummary[], readonly string[]>();

/** By these names images can be started; the same array while nothing has changed. Null: not read yet. */
export function useImageNames(engineId: string): readonly string[] | null {
  return useImages(({ byEngine, errors }) => {
    const images = byEngine.get(engineId);
    if (images === undefined) return errors.has(engineId) ? noNames : null;
    const names = namesOf.get(images) ?? images.flatMap((image) => image.names).toSorted();
    namesOf.set(images, names);
    return names;
  });
}

/** Readings under way, by engine; true: it was asked for once more meanwhile. */
const readings = new Map<string, { isStale: boolean; over: Promise<void> }>();

/** Reads the images afresh. However often it is asked for, one reading is under way at a time. Never rejects. */
export async function loadImages(engineId: string): Promise<void> {
  const running = readings.get(engineId);
  if (running !== undefined) {
    running.isStale = true;
    return running.over;
  }
  const reading = { isStale: false, over: Promise.resolve() };
  readings.set(engineId, reading);
  reading.over = read(engineId, reading);
  return reading.over;
}

async function read(engineId: string, reading: { isStale: boolean }): Promise<void> {
  try {
    do {
      reading.isStale = false;
      const images = await call('images.list', { engineId });
      useImages.setState(({ byEngine, errors }) => {
        const left = new Map(errors);
        left.delete(engineId);
        return { byEngine: new Map(byEngine).set(engineId, images), errors: left };
      });
    } while (reading.isStale);
  } catch (thrown) {
    useImages.setState(({ errors }) => ({ errors: new Map(errors).set(engineId, toErrorData(thrown)) }));
  } finally {
    readings.delete(engineId);
  }
}

/**
 * Keeps an engine's images up to date while somebody looks at them.
 * @returns ends it
 */
export function followImages(engineId: string): () => void {
  const load = (of: { readonly engineId: string }): void => {
    if (of.engineId === engineId) void loadImages(engineId);
  };
  // After a connection was made again nobody knows what has happened meanwhile.
  const ends = [onPush('images.changed', load), onPush('containers.reset', load)];
  void loadImages(engineId);
  return () => {
    for (const end of ends) end();
  };
}

/** Rejects with a GantryError. */
export const actOnImage = (engineId: string, imageId: string, action: ImageAction): Promise<void> =>
  call('images.act', { engineId, imageId, action });
