/**
 * What a failed import leaves. Podman makes the container before its network and its processes: when those fail, it
 * may stay behind, created and never to be started, and its name stays taken.
 */
import { GantryError } from '../../../shared/errors.ts';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { containerPath, type LibpodClient } from './client.ts';
import { inspectContainer } from './inspect.ts';

/** A host port may be in use as well: then the container is ours. The last is what the database of Podman 5 says. */
const isTaken = /(\bname\b.*|\bID) is (already )?in use|UNIQUE constraint failed/i;

/** @param ctr the container to be; its name stands for its id as well where that isn't known yet */
export async function withoutRemains<T>(
  client: LibpodClient,
  { id, name }: RuntimeContainer,
  run: () => Promise<T>,
): Promise<T> {
  // One that was there before is not ours.
  const isOurs = !(await exists(client, id)) && (id === name || !(await exists(client, name)));
  try {
    return await run();
  } catch (thrown) {
    // It may also have been made by somebody else meanwhile: then the engine says that the name is taken.
    const isRefused = thrown instanceof GantryError && !isTaken.test(thrown.engineMessage ?? '');
    // Called off or not heard any more, the engine may still be at it.
    const isOver = isRefused && thrown.code !== 'cancelled' && thrown.code !== 'engine-unreachable';
    if (isOurs && isOver) await removeCreated(client, id).catch(() => {});
    throw thrown;
  }
}

async function exists(client: LibpodClient, name: string): Promise<boolean> {
  try {
    await client.send('GET', containerPath(name, '/exists'), { doing: `Look for ${name}` });
    return true;
  } catch (thrown) {
    if (thrown instanceof GantryError && thrown.code === 'not-found') return false;
    throw thrown;
  }
}

async function removeCreated(client: LibpodClient, id: string): Promise<void> {
  const { Id, State } = (await inspectContainer(client, id)).parsed;
  if (State.Status === 'created') await client.send('DELETE', containerPath(Id));
}
