/** Live figures of the bundle engine's containers: the kernel's counters, read once a second while somebody looks. */
import { setTimeout as pause } from 'node:timers/promises';
import { isProcessOf } from '../../host/container-process.ts';
import { pidIn } from '../../runtime/conmon/processes.ts';
import type { ReadStats } from '../stats-watches.ts';
import { readUsage } from './usage.ts';

/** Milliseconds between two readings. */
const interval = 1000;

/** @param pidFileOf where conmon has written the number of the container's first process */
export function statsReader(pidFileOf: (containerId: string) => string): ReadStats {
  return async (containerId, take, signal) => {
    while (!signal.aborted) {
      // Each time anew: it may have been started again meanwhile.
      const pid = await pidIn(pidFileOf(containerId));
      const reading = pid !== null && (await isProcessOf(containerId, pid)) ? await readUsage(pid) : null;
      if (signal.aborted) break;
      take(reading);
      // Its next start begins anew.
      if (reading === null) break;
      await pause(interval, undefined, { signal }).catch(() => undefined);
    }
    return null;
  };
}
