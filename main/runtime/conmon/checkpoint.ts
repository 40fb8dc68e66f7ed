/** Freezing a container with CRIU, by the OCI runtime (libpod: `CheckpointContainer`). */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { GantryError } from '../../../shared/errors.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { type Bundle, frozenMark } from './bundle.ts';
import { dropNew, dumpLog, isWhole, makeRoom, takeNew, untilSettled } from './images.ts';
import type { RuntimeProgram } from './runtime-program.ts';
import { readRuntimeState } from './status.ts';

/** Memory may be large, and the disk slow. */
const longestSeconds = 3600;

/** Whether this build of the OCI runtime can checkpoint at all. */
export async function canCheckpoint(program: string): Promise<boolean> {
  return promisify(execFile)(program, ['checkpoint', '--help'], { timeout: 10_000 }).then(
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
  { keepRunning = false, tcpEstablished = false, fileLocks = false, signal }: ContainerCheckpointOptions,
): Promise<void> {
  const images = await makeRoom(bundle);
  // Before it ends: whoever sees it ended has to know that it was not killed.
  const isMarked = !keepRunning && (await mark(bundle));
  const flags = [
    ...(keepRunning ? ['--leave-running'] : []),
    ...(tcpEstablished ? ['--tcp-established'] : []),
    ...(fileLocks ? ['--file-locks'] : []),
  ];
  const args = ['checkpoint', '--image-path', images, '--work-path', bundle.path, ...flags, ctr.id];
  try {
    await program.run(args, { doing: `Freeze ${ctr.name}`, timeoutSeconds: longestSeconds, signal });
  } catch (thrown) {
    if (await hasFrozen(program, ctr, bundle, keepRunning)) await takeNew(bundle);
    else {
      if (isMarked) await rm(path.join(bundle.path, frozenMark), { force: true });
      await dropNew(bundle);
    }
    throw await withLog(thrown, dumpLog(bundle));
  }
  await takeNew(bundle);
}

/** @returns whether it was not there already: it belongs to another checkpoint then */
async function mark(bundle: Bundle): Promise<boolean> {
  try {
    await writeFile(path.join(bundle.path, frozenMark), '', { flag: 'wx' });
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
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
