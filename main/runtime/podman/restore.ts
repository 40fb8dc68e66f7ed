/** Bringing containers back over the API: in place, or from an archive. */
import { z } from 'zod';
import type { RestoreStatistics } from '../../../shared/checkpoint.ts';
import { GantryError } from '../../../shared/errors.ts';
import { publishWord } from '../../../shared/port.ts';
import { withHint } from '../errors.ts';
import type { ContainerCheckpointOptions, RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { withCriuLog } from './criu-log.ts';
import { withoutRemains } from './restore-remains.ts';

const figure = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const report = z.object({
  Id: z.string(),
  runtime_restore_duration: figure,
  criu_statistics: z
    .object({ forking_time: figure, restore_time: figure, pages_restored: figure, pages_compared: figure })
    .nullish(),
});

const onlyOldName = 'It holds open TCP connections: they come back under its old name only, with TCP connections kept.';
const backAllTheSame = 'The engine may have brought it back all the same: see whether it runs.';

export interface Restored {
  readonly id: string;
  readonly statistics: RestoreStatistics;
}

export async function restoreInPlace(
  client: LibpodClient,
  ctr: RuntimeContainer,
  { keep, tcpEstablished, fileLocks, signal }: ContainerCheckpointOptions,
): Promise<Restored> {
  const restoring = withCriuLog(client, ctr, 'restore.log', async () => {
    const query = { keep, tcpEstablished, fileLocks, printStats: true };
    const options = { query, doing: `Restore ${ctr.name}`, signal, lasts: true };
    return restored(await client.json(report, 'POST', containerPath(ctr.id, '/restore'), options));
  });
  return restoring.catch(goesOn);
}

export async function restoreFrom(
  client: LibpodClient,
  archived: RuntimeContainer,
  file: string,
  options: ContainerCheckpointOptions,
): Promise<Restored> {
  const { keep, tcpEstablished, fileLocks, name, ignoreStaticIP, ignoreStaticMAC, ports, signal, onProgress } = options;
  const query = {
    ...{ import: true, keep, tcpEstablished, fileLocks, ignoreStaticIP, ignoreStaticMAC, printStats: true },
    name: name ?? undefined,
    // One text, which the engine splits at spaces: of several parameters only the last would count.
    publishPorts: ports?.map(publishWord).join(' '),
  };
  // Under a new name it gets a new id, which nobody knows before.
  const ctr: RuntimeContainer = name ? { id: name, name } : archived;
  const doing = `Restore ${ctr.name} from its archive`;
  // The name in the path is ignored for an import, but has to be there.
  const path = containerPath('import', '/restore');
  const request = { body: file, onProgress, query, doing, signal };
  const restore = async () => restored(await client.upload(report, path, request));
  // The log is among the remains, so it is read before they go.
  const restoring = withoutRemains(client, ctr, () => withCriuLog(client, ctr, 'restore.log', restore));
  return restoring.catch((thrown: unknown) => goesOn(name ? needsOldName(thrown) : thrown));
}

/** What CRIU lacks then can't be chosen: a new name has new addresses. */
function needsOldName(thrown: unknown): unknown {
  const isOfTcp = thrown instanceof GantryError && /connected tcp socket/i.test(thrown.engineMessage ?? '');
  return isOfTcp ? withHint(thrown, ['criu'], onlyOldName) : thrown;
}

/** The engine goes on when nobody listens any more. */
function goesOn(thrown: unknown): never {
  throw withHint(thrown, ['cancelled', 'engine-unreachable'], backAllTheSame);
}

function restored({ Id, runtime_restore_duration, criu_statistics: criu }: z.infer<typeof report>): Restored {
  return {
    id: Id,
    statistics: {
      runtimeMicroseconds: runtime_restore_duration,
      forkingMicroseconds: criu?.forking_time ?? null,
      restoringMicroseconds: criu?.restore_time ?? null,
      pagesRestored: criu?.pages_restored ?? null,
      pagesCompared: criu?.pages_compared ?? null,
    },
  };
}
