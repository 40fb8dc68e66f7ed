/** Checkpoints over the API: in place, or as an archive that is written as it comes. */
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import { GantryError } from '../../../shared/errors.ts';
import { syncFolder } from '../../host/atomic-file.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient, type Query } from './client.ts';
import { withCriuLog } from './criu-log.ts';
import { errorOfSocket } from './errors.ts';

/** A figure that isn't told is missing or null. */
const figure = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const report = z.object({
  runtime_checkpoint_duration: figure,
  criu_statistics: z
    .object({
      freezing_time: figure,
      frozen_time: figure,
      memdump_time: figure,
      memwrite_time: figure,
      pages_scanned: figure,
      pages_written: figure,
    })
    .nullish(),
});

export async function checkpoint(
  client: LibpodClient,
  ctr: RuntimeContainer,
  options: ContainerCheckpointOptions,
): Promise<CheckpointStatistics | null> {
  return withCriuLog(client, ctr, 'dump.log', async () => {
    if (options.targetFile) {
      await exportTo(client, ctr, options, options.targetFile);
      return null;
    }
    const request = {
      query: { ...query(options), printStats: true },
      doing: `Checkpoint ${ctr.name}`,
      signal: options.signal,
    };
    return statistics(await client.json(report, 'POST', containerPath(ctr.id, '/checkpoint'), request));
  });
}

function query({ keep, keepRunning, tcpEstablished, fileLocks }: ContainerCheckpointOptions): Query {
  return { keep, leaveRunning: keepRunning, tcpEstablished, fileLocks };
}

function statistics({
  runtime_checkpoint_duration,
  criu_statistics: criu,
}: z.infer<typeof report>): CheckpointStatistics {
  return {
    runtimeMicroseconds: runtime_checkpoint_duration,
    freezingMicroseconds: criu?.freezing_time ?? null,
    frozenMicroseconds: criu?.frozen_time ?? null,
    memoryDumpMicroseconds: criu?.memdump_time ?? null,
    memoryWriteMicroseconds: criu?.memwrite_time ?? null,
    pagesScanned: criu?.pages_scanned ?? null,
    pagesWritten: criu?.pages_written ?? null,
  };
}

/** The archive gets its name only when all of it is on the disk: what is cut short never looks whole. */
async function exportTo(
  client: LibpodClient,
  ctr: RuntimeContainer,
  options: ContainerCheckpointOptions,
  target: string,
) {
  const { signal, onProgress } = options;
  const doing = `Checkpoint ${ctr.name}`;
  const partial = `${target}.part`;
  const file = await createFile(partial, target);
  try {
    const request = { query: { ...query(options), export: true }, doing, signal };
    const reply = await client.stream('POST', containerPath(ctr.id, '/checkpoint'), request);
    let written = 0;
    for await (const chunk of reply) {
      await file.write(chunk);
      written += chunk.length;
      onProgress?.(written);
    }
    if (!reply.complete || written === 0) throw cutShort(ctr);
    await file.sync();
    await file.close();
    await rename(partial, target);
    await syncFolder(path.dirname(target));
  } catch (thrown) {
    await file.close().catch(() => {}); // Closed before, when the renaming failed.
    await rm(partial, { force: true });
    throw errorOfSocket(thrown, doing);
  }
}

async function createFile(partial: string, target: string) {
  try {
    // Both names must be free: an archive that is there is never written over.
    await (await open(target, 'wx', 0o600)).close();
    await rm(target);
    return await open(partial, 'wx', 0o600);
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
    if (!exists) throw errorOfSocket(thrown, 'Write the checkpoint archive');
    throw new GantryError({
      code: 'conflict',
      message: 'There is a file of this name already.',
      engineMessage: words,
      hint: 'Choose another name for the archive.',
    });
  }
}

function cutShort(ctr: RuntimeContainer): GantryError {
  return new GantryError({
    code: 'engine-unreachable',
    message: `The checkpoint archive of ${ctr.name} was cut short.`,
    hint: 'The engine ended the connection midway; nothing was kept. See whether the container still runs, and try again.',
  });
}
