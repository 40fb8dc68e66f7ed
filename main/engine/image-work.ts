/** Imports and pulls that are under way: each tells how far it is, and can be called off. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../shared/errors.ts';
import type { ImageProgress, ImageSource } from '../../shared/image.ts';
import { errorOfFile } from '../host/file-error.ts';
import type { Engine } from './engine.ts';
import type { Ongoing, Step } from './image-import.ts';

/** Of what was chosen lately so much is known: a window that asks again and again leaves nothing behind. */
const mostSources = 50;
/** Milliseconds between two reports of bytes or words. */
const pace = 100;

interface ImportRequest {
  readonly operationId: string;
  readonly sourceId: string;
  readonly name: string | null;
}

export class ImageWork {
  /** Paths by what the window knows them by: no path comes from there. */
  readonly #sources = new Map<string, string>();
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<(progress: ImageProgress) => void>();

  /** Takes a file or folder that the user has chosen. Throws `not-found`, `denied`. */
  async offer(source: string): Promise<ImageSource> {
    const name = path.basename(source);
    const found = await stat(source).catch((thrown: unknown) => {
      throw errorOfFile(thrown, `Import ${name}`);
    });
    const sourceId = randomUUID();
    this.#sources.set(sourceId, source);
    const [oldest] = this.#sources.keys();
    if (this.#sources.size > mostSources && oldest !== undefined) this.#sources.delete(oldest);
    return { sourceId, name, isFolder: found.isDirectory() };
  }

  /** @returns the ids of the images that were in it */
  async import(engine: Engine, { operationId, sourceId, name }: ImportRequest): Promise<readonly string[]> {
    const source = this.#sources.get(sourceId);
    if (source === undefined) throw notChosen();
    return this.#run(operationId, (ongoing) => engine.importImages({ source, name, ...ongoing }));
  }

  /** @returns the id of the image */
  pull(engine: Engine, request: { readonly operationId: string; readonly reference: string }): Promise<string> {
    return this.#run(request.operationId, (ongoing) => engine.pullImage(request.reference, ongoing));
  }

  /** One that is over is left alone. */
  cancel(operationId: string): void {
    this.#running.get(operationId)?.abort();
  }

  /** The app ends. */
  cancelAll(): void {
    for (const ending of this.#running.values()) ending.abort();
  }

  /** @returns ends the listening */
  onProgress(listener: (progress: ImageProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #run<T>(operationId: string, work: (ongoing: Ongoing) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    this.#running.set(operationId, ending);
    try {
      return await work({ signal: ending.signal, onProgress: this.#paced(operationId) });
    } finally {
      this.#running.delete(operationId);
    }
  }

  /** Each phase is told at once, what comes in it a few times a second. */
  #paced(operationId: string): (step: Step) => void {
    let told = { phase: '', at: 0 };
    return (step) => {
      const now = performance.now();
      if (step.phase === told.phase && now - told.at < pace) return;
      told = { phase: step.phase, at: now };
      for (const listener of this.#listeners) listener({ operationId, ...step });
    };
  }
}

function notChosen(): GantryError {
  return new GantryError({
    code: 'not-found',
    message: 'What is to be imported is not known any more.',
    hint: 'Choose it again.',
  });
}
