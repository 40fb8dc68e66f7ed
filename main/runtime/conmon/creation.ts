/** Makes a container through conmon, or brings it back from CRIU's images (libpod: `createOCIContainer`). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { Bundle } from './bundle.ts';
import { creationArguments, type Restore } from './conmon-arguments.ts';
import type { ConmonProcess } from './conmon-process.ts';
import { EarlierRun } from './earlier-run.ts';
import type { ContainerFolders, Folders } from './folders.ts';
import { unmark } from './frozen.ts';
import { patiently } from './patience.ts';
import { errorOfWords, wordsOf } from './runtime-errors.ts';
import type { RuntimeProgram } from './runtime-program.ts';
import { startConmon } from './start-conmon.ts';
import { readRuntimeState } from './status.ts';

/** A restore takes as long as memory is large; one that has not come back by then does not. Seconds. */
const longestRestore = 3600;
/** What conmon leaves in the bundle at the end, and would stumble over. */
const leftInBundle = ['ctl', 'winsz', 'attach', 'oom'];

export interface Making {
  readonly conmon: string;
  readonly program: RuntimeProgram;
  readonly folders: Folders;
}

/**
 * @param restore null: a new one, which waits to be started
 * @param signal calls a restore off
 * @returns the number of its first process
 */
export async function make(
  { conmon, program, folders }: Making,
  ctr: RuntimeContainer,
  bundle: Bundle,
  restore: Restore | null,
  signal?: AbortSignal | undefined,
): Promise<number> {
  const doing = `${restore === null ? 'Make' : 'Restore'} ${ctr.name}`;
  // Asked first: conmon takes the place of the other's sockets before the runtime refuses.
  if ((await readRuntimeState(program, ctr)) !== null) {
    throw new GantryError({
      code: 'conflict',
      message: `${doing}: the OCI runtime has a container of this id.`,
      hint: 'Remove that one first.',
    });
  }
  const own = folders.of(ctr.id);
  const earlier = restore === null ? null : await EarlierRun.putAside(own, bundle);
  let process: ConmonProcess | null = null;
  try {
    await clearRun(own, bundle);
    for (const folder of [own.run, folders.exits, folders.sockets, folders.runtimeRoot]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    const args = creationArguments({
      ...ctr,
      bundle,
      restore,
      runtime: program.options,
      folders: own,
      exits: folders.exits,
      sockets: folders.sockets,
    });
    process = await startConmon({ program: conmon, args, folder: bundle.path, doing });
    await process.begin();
    const seconds = restore === null ? program.patience : longestRestore;
    const waiting = { seconds, conmonPidFile: own.conmonPidFile, doing, signal };
    const line = await patiently(process.nextLine(), waiting);
    if (line === null || line.data <= 0) {
      const log = await readFile(own.runtimeLog, 'utf8').catch(() => '');
      throw errorOfWords(wordsOf(log, line?.message ?? process.words), doing);
    }
    await unmark(bundle);
    if (restore !== null) await writeFile(own.startedFile, '');
    await earlier?.drop();
    return line.data;
  } catch (thrown) {
    if (earlier !== null) {
      // Why it failed is told; what keeps this from being cleared may be the same.
      await clearRun(own, bundle).catch(() => undefined);
      await earlier.putBack();
    }
    throw thrown;
  } finally {
    process?.release();
  }
}

/** All of a container that is removed. */
export async function clearRemains(own: ContainerFolders, bundle: Bundle): Promise<void> {
  await clearRun(own, bundle);
  await unmark(bundle);
  await EarlierRun.of(own, bundle).drop();
}

/** Of an earlier run of this container. */
async function clearRun(own: ContainerFolders, bundle: Bundle): Promise<void> {
  const files = [own.exitFile, own.socketLink, ...leftInBundle.map((name) => path.join(bundle.path, name))];
  // The exit code last: whoever finds the folder of a run, as when we were killed here, finds how it ended, too.
  await rm(own.run, { recursive: true, force: true });
  await Promise.all(files.map((file) => rm(file, { force: true })));
}
