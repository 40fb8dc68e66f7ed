import type { CheckpointRequest, OperationProgress } from '../../shared/checkpoint.ts';

/** An option of a checkpoint with one line that says what it does, and what it loses where it loses something. */
export interface OptionText {
  readonly label: string;
  readonly description: string;
}

export const placeTexts: Readonly<Record<CheckpointRequest['to'], OptionText>> = {
  archive: {
    label: 'To an archive',
    description:
      'One file in the catalogue with memory and changed files: it can be restored often, under other names, and stays until it is deleted.',
  },
  place: {
    label: 'In place',
    description:
      'Beside the container and quicker; it is used up by the restore, and goes when the container is removed.',
  },
};

export const leaveRunningText: OptionText = {
  label: 'Leave it running',
  description: 'It goes on after the freeze; what it writes from then on is not in the checkpoint.',
};

/** libpod marks a container as restorable in place only when the checkpoint has stopped it. */
export const notInPlace = 'Only with an archive: a container that runs on has nothing to restore in place.';

export const notWhereRemoved = 'Not where the container is removed when it ends: nothing would be left to restore.';

export const tcpText: OptionText = {
  label: 'Open TCP connections',
  description:
    'Kept as they are, good for a restore within minutes at the same address; without this an open one makes it fail.',
};

export const fileLocksText: OptionText = {
  label: 'File locks',
  description: 'Taken along and taken again at the restore; without this a held lock makes it fail.',
};

export const restoreTcpText: OptionText = {
  label: 'Open TCP connections',
  description: 'Restored as they were; the other end must still be there and the address the same.',
};

export const restoreLocksText: OptionText = {
  label: 'File locks',
  description: 'Taken again; needed where the checkpoint was made with them.',
};

export const phaseWords: Readonly<Record<OperationProgress['phase'], string>> = {
  freezing: 'freezing the processes',
  writing: 'writing the archive',
  reading: 'reading the archive',
  restoring: 'restoring the processes',
  finishing: 'finishing',
};
