/** What a benchmark is. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Figure } from './figures.ts';

export interface BenchContext {
  /** How often each is repeated; the median counts. */
  readonly runs: number;
  /** Tells how far it has come. */
  readonly say: (line: string) => void;
}

export interface Bench {
  /** Its figures' names begin with it. */
  readonly name: string;
  /** Throws, before anything is measured, when something that it needs isn't there. */
  readonly check?: () => Promise<void>;
  readonly run: (context: BenchContext) => Promise<readonly Figure[]>;
}

/** The project's folder: that of the app. */
export const appFolder = path.resolve(import.meta.dirname, '../..');
export const emptyApp = path.join(import.meta.dirname, 'empty-app');
export const xtermApp = path.join(import.meta.dirname, 'xterm-app');

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gantry-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
