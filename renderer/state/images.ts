/** The images of an engine, read when they are needed: nothing tells of their changes. */
import { create } from 'zustand';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { ImageSummary } from '../../shared/image.ts';
import { call } from '../bridge/index.ts';

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

/** Reads the images afresh. Never rejects. */
export async function loadImages(engineId: string): Promise<void> {
  try {
    const images = await call('images.list', { engineId });
    useImages.setState(({ byEngine, errors }) => {
      const left = new Map(errors);
      left.delete(engineId);
      return { byEngine: new Map(byEngine).set(engineId, images), errors: left };
    });
  } catch (thrown) {
    useImages.setState(({ errors }) => ({ errors: new Map(errors).set(engineId, toErrorData(thrown)) }));
  }
}
