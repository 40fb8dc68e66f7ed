/** The memory of a container that runs on, written before its checkpoint: that has less to write then (libpod: `PreCheckPoint`). */
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import { readStatsDump } from '../../host/criu-stats.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { type Bundle, preCheckpointFolder } from './bundle.ts';
import { longestSeconds, withLog } from './checkpoint.ts';
import { measured } from './figures.ts';
import { dumpLog } from './images.ts';
import type { RuntimeProgram } from './runtime-program.ts';

/**
 * Writes it beside the bundle, in the place of an earlier one.
 * @throws GantryError `criu` with the words of runc or CRIU, as where the kernel doesn't track what memory changes; the
 *   earlier one stays
 */
export async function preCheckpoint(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  { tcpEstablished = false, fileLocks = false, signal }: ContainerCheckpointOptions,
): Promise<CheckpointStatistics | null> {
  const folder = path.join(bundle.path, preCheckpointFolder);
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(dumpLog(bundle), { force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const flags = [...(tcpEstablished ? ['--tcp-established'] : []), ...(fileLocks ? ['--file-locks'] : [])];
  const args = ['checkpoint', '--pre-dump', '--image-path', unfinished, '--work-path', bundle.path, ...flags, ctr.id];
  try {
    const statistics = await measured(bundle, 'stats-dump', readStatsDump, async () => {
      await program.run(args, { doing: `Write the memory of ${ctr.name}`, timeoutSeconds: longestSeconds, signal });
    });
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    return statistics;
  } catch (thrown) {
    await rm(unfinished, { recursive: true, force: true });
    throw await withLog(thrown, dumpLog(bundle));
  }
}
