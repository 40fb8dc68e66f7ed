/** Freezing a container with CRIU, by the OCI runtime (libpod: `CheckpointContainer`). */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { GantryError } from '../../../shared/errors.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { type Bundle, checkpointFolder, frozenMark } from './bundle.ts';
import type { RuntimeProgram } from './runtime-program.ts';

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
 * it: it can be brought back by `createContainer`.
 */
export async function checkpoint(
  program: RuntimeProgram,
  ctr: RuntimeContainer,
  bundle: Bundle,
  { keepRunning = false, tcpEstablished = false, fileLocks = false, signal }: ContainerCheckpointOptions,
): Promise<void> {
  const doing = `Freeze ${ctr.name}`;
  const images = path.join(bundle.path, checkpointFolder);
  const mark = path.join(bundle.path, frozenMark);
  // CRIU would mix them with those of an earlier one.
  await rm(images, { recursive: true, force: true });
  await mkdir(images, { mode: 0o700 });
  // Before it ends: whoever sees it ended has to know that it was not killed.
  if (!keepRunning) await writeFile(mark, '');
  const flags = [
    ...(keepRunning ? ['--leave-running'] : []),
    ...(tcpEstablished ? ['--tcp-established'] : []),
    ...(fileLocks ? ['--file-locks'] : []),
  ];
  const args = ['checkpoint', '--image-path', images, '--work-path', bundle.path, ...flags, ctr.id];
  try {
    await program.run(args, { doing, timeoutSeconds: longestSeconds, signal });
  } catch (thrown) {
    await rm(mark, { force: true });
    throw await withLog(thrown, path.join(bundle.path, 'dump.log'));
  }
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
  const words = [engineMessage, ...reasons.slice(0, 5)].filter((each) => each !== null).join('\n');
  return new GantryError({ code, message, engineMessage: words, hint, cause: thrown });
}
