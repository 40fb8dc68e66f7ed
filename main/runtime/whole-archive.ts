/** What an archive can hold, by whichever driver. */
import { unsupported } from './errors.ts';
import type { ContainerCheckpointOptions } from './oci-runtime.ts';

/** @throws GantryError `unsupported` for an archive that would be nothing without another: libpod has two, which belong together */
export function mustBeWhole({ targetFile, preCheckpoint, withPrevious }: ContainerCheckpointOptions): void {
  if (!targetFile || (!preCheckpoint && !withPrevious)) return;
  throw unsupported('checkpointContainer', 'An archive holds a whole checkpoint: a pre-checkpoint is made in place.');
}
