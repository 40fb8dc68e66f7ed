/** What a restore has to be asked for, told by the names of CRIU's images: CRIU writes these only where there is some. */
import type { CheckpointArchive } from '../../shared/checkpoint.ts';

const tcpStream = /^checkpoint\/tcp-stream-[0-9a-f]+\.img$/;
/** One for all processes; older versions of CRIU wrote one for each. */
const fileLocks = /^checkpoint\/filelocks(-\d+)?\.img$/;

/** Whether the name of an image tells something here; relative to the folder that has `checkpoint/` in it. */
export function isTelling(image: string): boolean {
  return tcpStream.test(image) || fileLocks.test(image);
}

export function heldBy(images: readonly string[]): Pick<CheckpointArchive, 'tcpEstablished' | 'fileLocks'> {
  return {
    tcpEstablished: images.some((image) => tcpStream.test(image)),
    fileLocks: images.some((image) => fileLocks.test(image)),
  };
}
