/** Bringing a frozen container back from CRIU's images, through conmon (libpod: `createOCIContainer` with restore options). */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RestoreStatistics } from '../../../shared/checkpoint.ts';
import { readStatsRestore } from '../../host/criu-stats.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { type Bundle, checkpointFolder, preCheckpointFolder } from './bundle.ts';
import { withLog } from './checkpoint.ts';
import { type Making, make } from './creation.ts';
import { measured } from './figures.ts';
import { finishFreeze } from './frozen.ts';

/**
 * @returns CRIU's figures; null where it has told none
 * @throws GantryError with CRIU's own reasons. The container is as frozen then as it was
 */
export async function restore(
  making: Making,
  ctr: RuntimeContainer,
  bundle: Bundle,
  { keep = false, tcpEstablished = false, fileLocks = false, signal }: ContainerCheckpointOptions,
): Promise<RestoreStatistics | null> {
  const images = path.join(bundle.path, checkpointFolder);
  await finishFreeze(bundle);
  let statistics: RestoreStatistics | null;
  try {
    statistics = await measured(bundle, 'stats-restore', readStatsRestore, async () => {
      await make(making, ctr, bundle, { images, tcpEstablished, fileLocks }, signal);
    });
  } catch (thrown) {
    throw await withLog(thrown, path.join(bundle.path, 'restore.log'));
  }
  if (!keep) {
    for (const folder of [images, path.join(bundle.path, preCheckpointFolder)]) {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return statistics;
}
