/** Freezing a container with CRIU, by the OCI runtime (libpod: `CheckpointContainer`). */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { CheckpointStatistics } from '../../../shared/checkpoint.ts';
import { GantryError } from '../../../shared/errors.ts';
import { readStatsDump } from '../../host/criu-stats.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { measured } from './figures.ts';
import { finishFreeze, markFreezing, markFrozen, unmark } from './frozen.ts';
import { dropNew, dumpLog, isWhole, makeRoom, previous, takeNew, untilSettled } from './images.ts';
import type { RuntimeProgram } from './runtime-program.ts';
import { readRuntimeState } from './status.ts';

/** Memory may be large, and the disk slow. */
export const longestSeconds = 3600;

/** Whether this build of the OCI runtime can checkpoint at all. */
export async function canCheckpoint(program: string): Promise<boolean> {
  return promisify(execFile)(program, ['checkpoint', '--help'], { timeout: 10_000, env: cleanEnvironment() }).then(
    () => true,
    () => false,
  );
}

/**
 * Freezes it into the bundle's own folder for it. Without `keepRunning` it has ended then, and the runtime has forgotten
 * it: it can be brought back by `createContainer`. An earlier checkpoint is kept until this one is whole.
 */
export async function checkpoint(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  { keepRunning = false, tcpEstablished = false, fileLocks = false, withPrevious, signal }: ContainerCheckpointOptions,
): Promise<CheckpointStatistics | null> {
  await finishFreeze(bundle);
  const parent = withPrevious ? await previous(ctr, bundle) : [];
  const images = await makeRoom(bundle);
  // The mark of one that doesn't run belongs to an earlier checkpoint.
  const isMarked = !keepRunning && ((await readRuntimeState(program, ctr))?.pid ?? 0) > 0;
  if (isMarked) await markFreezing(bundle);
  const flags = [
    ...(keepRunning ? ['--leave-running'] : []),
    ...(tcpEstablished ? ['--tcp-established'] : []),
    ...(fileLocks ? ['--file-locks'] : []),
    ...parent,
  ];
  const args = ['checkpoint', '--image-path', images, '--work-path', bundle.path, ...flags, ctr.id];
  const take = async (): Promise<void> => {
    await takeNew(bundle);
    if (isMarked) await markFrozen(bundle);
  };
  let statistics: CheckpointStatistics | null;
  try {
    statistics = await measured(bundle, 'stats-dump', readStatsDump, async () => {
      await program.run(args, { doing: `Freeze ${ctr.name}`, timeoutSeconds: longestSeconds, signal });
    });
  } catch (thrown) {
    if (await hasFrozen(program, ctr, bundle, keepRunning)) await take();
    else {
      if (isMarked) await unmark(bundle);
      await dropNew(bundle);
    }
    throw await withLog(thrown, dumpLog(bundle));
  }
  await take();
  return statistics;
}

/** A runtime that was killed in the middle (a time-out, or called off) may have left a CRIU that went on to the end. */
async function hasFrozen(program: RuntimeProgram, ctr: RuntimeContainer, bundle: Bundle, keepRunning: boolean) {
  await untilSettled(bundle);
  if (!(await isWhole(bundle))) return false;
  const state = keepRunning ? null : await readRuntimeState(program, ctr);
  return state === null || state.status === 'stopped';
}

/** CRIU's own reason is in its log alone. */
export async function withLog(thrown: unknown, file: string): Promise<unknown> {
  if (!(thrown instanceof GantryError) || thrown.code === 'cancelled') return thrown;
  const reasons = (await readFile(file, 'utf8').catch(() => ''))
    .split('\n')
    // That one is always there where limits can't be set, and harms nothing.
    .filter((line) => /\bError \(/.test(line) && !line.includes("Can't setup RLIMIT_NOFILE"));
  if (reasons.length === 0) return thrown;
  const { code, message, hint, engineMessage } = thrown;
  const words = [...reasons.slice(0, 5), engineMessage].filter((each) => each !== null).join('\n');
  return new GantryError({ code, message, engineMessage: words, hint, cause: thrown });
}
