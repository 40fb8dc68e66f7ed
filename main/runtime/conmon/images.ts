/** CRIU's images of a container, beside its bundle: those of an earlier checkpoint are given up only for whole new ones. */
import { access, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { type Bundle, checkpointFolder, newCheckpointFolder, preCheckpointFolder } from './bundle.ts';

/** CRIU's last line, one or the other. */
const finished = /Dumping finished successfully/;
const failed = /Dumping FAILED/;
/** Milliseconds: CRIU notices by its next word that the runtime which called it is gone. */
const times = { look: 20, most: 10_000 };

export function dumpLog(bundle: Pick<Bundle, 'path'>): string {
  return path.join(bundle.path, 'dump.log');
}

/** @returns the folder for the new ones, empty: CRIU would mix them with others */
export async function makeRoom(bundle: Pick<Bundle, 'path'>): Promise<string> {
  const folder = path.join(bundle.path, newCheckpointFolder);
  await dropNew(bundle);
  await rm(dumpLog(bundle), { force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** What a refused dump has written. */
export async function dropNew(bundle: Pick<Bundle, 'path'>): Promise<void> {
  await rm(path.join(bundle.path, newCheckpointFolder), { recursive: true, force: true });
}

/** Puts the new ones in the place of the earlier. */
export async function takeNew(bundle: Pick<Bundle, 'path'>): Promise<void> {
  const folder = path.join(bundle.path, checkpointFolder);
  await rm(folder, { recursive: true, force: true });
  await rename(path.join(bundle.path, newCheckpointFolder), folder);
}

/** Puts those in place that were finished when we had ended, and could not do so. */
export async function takeForgotten(bundle: Pick<Bundle, 'path'>): Promise<void> {
  const isLeft = await access(path.join(bundle.path, newCheckpointFolder)).then(
    () => true,
    () => false,
  );
  if (isLeft && (await isWhole(bundle))) await takeNew(bundle);
}

/** Whether CRIU has finished the dump. */
export async function isWhole(bundle: Pick<Bundle, 'path'>): Promise<boolean> {
  return finished.test(await logged(bundle));
}

/** Until CRIU, whose caller may be gone, has finished or given up, or has been killed, too: it says nothing more then. */
export async function untilSettled(bundle: Pick<Bundle, 'path'>): Promise<void> {
  for (const deadline = performance.now() + times.most; performance.now() < deadline; await pause(times.look)) {
    const text = await logged(bundle);
    if (text === '' || finished.test(text) || failed.test(text)) return;
    const lastWord = await stat(dumpLog(bundle)).catch(() => null);
    if (lastWord === null || Date.now() - lastWord.mtimeMs > times.most) return;
  }
}

async function logged(bundle: Pick<Bundle, 'path'>): Promise<string> {
  return readFile(dumpLog(bundle), 'utf8').catch(() => '');
}

/**
 * What a checkpoint is told, to write only what has changed since. CRIU keeps the path as a link beside its images, so it is
 * from there.
 * @throws GantryError `wrong-state` where there is none to build on
 */
export async function previous(ctr: RuntimeContainer, bundle: Bundle): Promise<string[]> {
  const isThere = await access(path.join(bundle.path, preCheckpointFolder)).then(
    () => true,
    () => false,
  );
  if (isThere) return ['--parent-path', path.join('..', preCheckpointFolder)];
  throw new GantryError({
    code: 'wrong-state',
    message: `Freeze ${ctr.name}: there is no earlier pre-checkpoint of it.`,
    hint: 'Make one first, or freeze it whole.',
  });
}
