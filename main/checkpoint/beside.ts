/** What lies beside a container that is frozen in place: CRIU's images and its figures, where they can be read. */
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointFacts } from '../../shared/checkpoint.ts';
import { readStatsDump } from '../host/criu-stats.ts';
import { heldBy } from './held.ts';

/** CRIU's figures take some fifty bytes. */
const mostStats = 64 * 1024;

/**
 * @param folder the engine's own of this container; empty: not known
 * @returns nulls for what is on another machine, not ours to read, or gone
 */
export async function readBeside(folder: string): Promise<Omit<CheckpointFacts, 'madeAt'>> {
  const unknown = { tcpEstablished: null, fileLocks: null, statistics: null };
  if (folder === '') return unknown;
  const [images, stats] = await Promise.all([
    readdir(path.join(folder, 'checkpoint')).catch(() => null),
    readSome(path.join(folder, 'stats-dump')).catch(() => null),
  ]);
  return {
    ...(images === null ? unknown : heldBy(images.map((image) => `checkpoint/${image}`))),
    statistics: stats === null ? null : readStatsDump(stats),
  };
}

async function readSome(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const bytes = new Uint8Array(mostStats);
    const { bytesRead } = await handle.read(bytes, 0, mostStats, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
