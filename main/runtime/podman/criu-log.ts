/**
 * CRIU's reason for a failure. Podman tells only that CRIU failed and where its log is; the log has the first error,
 * which is the reason.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { GantryError } from '../../../shared/errors.ts';
import { withHint } from '../errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import type { LibpodClient } from './client.ts';
import { kindOfWords } from './error-kinds.ts';
import { inspectContainer } from './inspect.ts';

/** Lines that stand in every log and aren't the reason. */
const harmless = /RLIMIT_NOFILE|(Dump|Restor)ing FAILED/;
const errorMark = /^\(?[\d.]*\)?\s*(?:\d+:\s*)?Error \([^)]*\):\s*/;
const shown = 5;
const notReadable =
  'CRIU’s own log, which tells the reason, can’t be read from here: where it holds open TCP connections or file ' +
  'locks, choose to keep them.';

const unknownReason =
  'The first lines are CRIU’s own reason. If they tell you nothing, see on the Engine page whether CRIU works here.';

/** Runs what may fail in CRIU, and puts CRIU's own first errors into the failure. */
export async function withCriuLog<T>(
  client: LibpodClient,
  ctr: RuntimeContainer,
  name: 'dump.log' | 'restore.log',
  run: () => Promise<T>,
): Promise<T> {
  const since = Date.now();
  try {
    return await run();
  } catch (thrown) {
    if (!(thrown instanceof GantryError) || (thrown.code !== 'criu' && thrown.code !== 'engine-failed')) throw thrown;
    const lines = await readLog(client, ctr, name, since);
    if (lines === null) throw withHint(thrown, ['criu'], `${thrown.hint ?? ''} ${notReadable}`.trim());
    if (lines.length === 0) throw thrown;
    // First, as the engine's own words are mostly the paths of its storage.
    const words = [...lines, thrown.engineMessage].join('\n');
    // The reason has words of its own, and a hint with them.
    const kind = kindOfWords(lines.join('\n'));
    const known = kind?.code === 'criu' || kind?.code === 'disk-full' ? kind : null;
    throw new GantryError({
      code: known?.code ?? 'criu',
      message: thrown.message,
      engineMessage: words,
      hint: known?.hint ?? unknownReason,
      cause: thrown,
    });
  }
}

/** The first errors in the container's log of CRIU, none of an earlier attempt's; null where it can't be read. */
async function readLog(
  client: LibpodClient,
  ctr: RuntimeContainer,
  name: string,
  since: number,
): Promise<string[] | null> {
  try {
    const { OCIConfigPath } = (await inspectContainer(client, ctr.id)).parsed;
    if (OCIConfigPath === '') return null;
    const file = path.join(path.dirname(OCIConfigPath), name);
    // File times are coarser than the clock.
    if ((await stat(file)).mtimeMs < since - 1000) return [];
    return firstErrors(await readFile(file, 'utf8'));
  } catch {
    // On another machine, not ours to read, or gone with the container: the engine's words have to do.
    return null;
  }
}

/** The first lines of a CRIU log that tell an error, without time, process and source line. */
export function firstErrors(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => errorMark.test(line) && !harmless.test(line))
    .slice(0, shown)
    .map((line) => line.replace(errorMark, ''));
}
