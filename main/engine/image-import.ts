/** What an engine is told when it takes in images, and what it tells of it. */
import type { ImageProgress } from '../../shared/image.ts';

export type Step = Omit<ImageProgress, 'operationId'>;

/** Of what takes a while. */
export interface Ongoing {
  /** Aborted: it is called off, and nothing is left of it. */
  readonly signal: AbortSignal;
  readonly onProgress: (step: Step) => void;
}

export interface ImageImport extends Ongoing {
  /**
   * On this machine: an OCI image layout (a folder), an OCI or Docker archive, or a root file system (a folder or tar).
   * What it is, it tells by itself.
   */
  readonly source: string;
  /** Null: the source's own. A root file system has none. */
  readonly name: string | null;
}

/** @param totalBytes null: nobody knows */
export function readingStep(bytes: number, totalBytes: number | null): Step {
  // All is read, and not yet there: what is left is the engine's work.
  if (totalBytes !== null && bytes >= totalBytes) return { ...working, phase: 'unpacking' };
  return { phase: 'reading', bytes, totalBytes, words: null };
}

const working = { bytes: null, totalBytes: null, words: null };
