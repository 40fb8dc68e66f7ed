/** Checkpoints over the API: in place, or as an archive that is written as it comes. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import { GantryError } from '../../../shared/errors.ts';
import { writeArchive } from '../../host/archive-file.ts';
import { canNotTrackMemory, withHint } from '../errors.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { mustBeWhole } from '../whole-archive.ts';
import { containerPath, type LibpodClient, type Query } from './client.ts';
import { withCriuLog } from './criu-log.ts';
import { errorOfReply, errorOfSocket } from './errors.ts';
import { TarCheck } from './tar-check.ts';

/** A figure that isn't told is missing or null. */
const figure = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const frozenAllTheSame =
  'The engine may have frozen it all the same. If it no longer runs, restore it in place: that brings it back as it was.';

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
  mustBeWhole(options);
  const making = withCriuLog(client, ctr, 'dump.log', async () => {
    if (options.targetFile) {
      await exportTo(client, ctr, options, options.targetFile);
      return null;
    }
    const request = {
      query: { ...query(options), printStats: true },
      doing: `Freeze ${ctr.name}`,
      signal: options.signal,
      lasts: true,
    };
    return statistics(await client.json(report, 'POST', containerPath(ctr.id, '/checkpoint'), request));
  });
  // The engine goes on when nobody listens any more.
  return making.catch((failed: unknown) => {
    const thrown = options.preCheckpoint ? asRefusedTracking(failed) : failed;
    const known = withHint(thrown, ['cancelled', 'engine-unreachable'], frozenAllTheSame);
    throw withHint(known, ['disk-full'], `Make room first. ${frozenAllTheSame}`);
  });
}

/** The runtime refuses it before CRIU begins, so there is no log, and Podman tells the exit code alone. */
function asRefusedTracking(thrown: unknown): unknown {
  if (!(thrown instanceof GantryError) || thrown.code !== 'engine-failed') return thrown;
  const { message, engineMessage } = thrown;
  return new GantryError({ code: 'criu', message, engineMessage, hint: canNotTrackMemory, cause: thrown });
}

function query(options: ContainerCheckpointOptions): Query {
  const { keep, keepRunning, tcpEstablished, fileLocks, preCheckpoint, withPrevious } = options;
  return { keep, leaveRunning: keepRunning, tcpEstablished, fileLocks, preCheckpoint, withPrevious };
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

/** An answer that is no whole archive is an error, whatever its status says. */
async function exportTo(
  client: LibpodClient,
  ctr: RuntimeContainer,
  options: ContainerCheckpointOptions,
  target: string,
): Promise<void> {
  const { signal, onProgress } = options;
  const path = containerPath(ctr.id, '/checkpoint');
  const doing = `Freeze ${ctr.name}`;
  await writeArchive(target, doing, async (append) => {
    const reply = await client.stream('POST', path, { query: { ...query(options), export: true }, doing, signal });
    const check = new TarCheck();
    for await (const chunk of pieces(reply, doing, signal)) {
      await append(chunk);
      check.take(chunk);
      onProgress?.(check.length);
    }
    if (check.isWhole) return;
    throw check.isTar || check.length === 0 ? cutShort(ctr) : errorOfReply(500, check.beginning, doing);
  });
}

async function* pieces(
  reply: IncomingMessage,
  doing: string,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  try {
    yield* reply;
  } catch (thrown) {
    throw errorOfSocket(thrown, doing, signal);
  }
}

function cutShort(ctr: RuntimeContainer): GantryError {
  return new GantryError({
    code: 'engine-unreachable',
    message: `The checkpoint archive of ${ctr.name} was cut short.`,
    hint: frozenAllTheSame,
  });
}
