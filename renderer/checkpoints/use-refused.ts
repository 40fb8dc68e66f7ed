/** Of which containers CRIU is known to make no checkpoint, before it is tried. */
import { useEffect, useState } from 'react';
import { call } from '../bridge/index.ts';

/** With both, CRIU refuses the terminal: "tty: ctty inheritance detected". What can't be found out the freeze itself tells. */
async function isRefused(engineId: string, containerId: string): Promise<boolean> {
  const details = await call('containers.inspect', { engineId, containerId }).catch(() => null);
  return details?.terminal === true && details.init;
}

/** @returns the ids of those; none until it is known */
export function useRefused(engineId: string, containerIds: readonly string[]): readonly string[] {
  const [refused, setRefused] = useState<readonly string[]>([]);
  const ids = containerIds.join(' ');
  useEffect(() => {
    let over = false;
    const all = ids.split(' ').map(async (id) => ((await isRefused(engineId, id)) ? [id] : []));
    void Promise.all(all).then((found) => {
      if (!over) setRefused(found.flat());
    });
    return () => {
      over = true;
    };
  }, [engineId, ids]);
  return refused;
}
