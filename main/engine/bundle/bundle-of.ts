/** A container's bundle, as its OCI runtime's driver has to know it. */
import path from 'node:path';
import type { Bundle } from '../../runtime/conmon/bundle.ts';
import type { ContainerRecord } from './container-record.ts';

/** In bytes: conmon begins anew when a log is longer, and throws away what was in it. */
const longestLog = 256 * 1024 * 1024;

/** @param record null: it can't be read, and the container can only be removed */
export function bundleOf(folder: string, record: ContainerRecord | null): Bundle {
  return {
    path: folder,
    terminal: record?.spec.terminal ?? false,
    // As by Podman: who attaches to a terminal may also type.
    interactive: record?.spec.terminal ?? false,
    log: { path: logOf(folder), sizeMax: longestLog },
    stopSignal: record?.stopSignal ?? 'SIGTERM',
    stopTimeoutSeconds: record?.stopTimeoutSeconds ?? 10,
  };
}

export function logOf(folder: string): string {
  return path.join(folder, 'ctr.log');
}
