import { describe, expect, it } from 'vitest';
import type { CheckpointArchive, CheckpointFacts } from '../../shared/checkpoint.ts';
import { summaryOf } from '../../shared/testing/summary.ts';
import { type MadeInPlace, placeOf } from './in-place.ts';

const summary = summaryOf({
  ...{ state: 'exited', exitedAt: 4000, exitCode: 0, pid: null },
  ...{ ociRuntime: 'runc', checkpointed: true },
});
const request = { to: 'place', leaveRunning: false, tcpEstablished: true, fileLocks: false } as const;
const far: CheckpointFacts = { madeAt: 3456, tcpEstablished: null, fileLocks: null, statistics: null };

const made: MadeInPlace = { request, frozenAt: 3456 };
const place = (checkpoint: CheckpointFacts | null, made?: MadeInPlace, archives: readonly CheckpointArchive[] = []) =>
  placeOf({ engineId: 'e', details: { summary, ociRuntime: 'runc', checkpoint } }, { made, archives });

it('was made when the engine says so, not when its end was noted', () => {
  expect(place(far)).toMatchObject({ createdAt: 3456, tcpEstablished: null, fileLocks: null, statistics: null });
  expect(place(null).createdAt).toBe(4000);
});

it('on an engine that is far away has what it was made with here', () => {
  expect(place(far, made)).toMatchObject({ tcpEstablished: true, fileLocks: false });
});

it('is restored with what it holds, and with what was chosen when it was made', () => {
  const here = { ...far, tcpEstablished: false, fileLocks: true };
  expect(place(here)).toMatchObject({ tcpEstablished: false, fileLocks: true });
  expect(place(here, made)).toMatchObject({ tcpEstablished: true, fileLocks: true });
  // Frozen anew since, by another program.
  expect(place(here, { ...made, frozenAt: 2000 })).toMatchObject({ tcpEstablished: false, fileLocks: true });
});

describe('the archive of the same freeze', () => {
  const archive: CheckpointArchive = {
    ...{ kind: 'archive', id: 'web-1', path: '/web-1.tar', sizeBytes: 1, createdAt: 5000, frozenAt: 3456 },
    ...{ containerId: 'c', containerName: 'web', image: 'i', ociRuntime: 'runc', processLabel: '' },
    ...{ tcpEstablished: false, fileLocks: false, ports: [], leftRunning: false, statistics: null, fault: null },
  };
  const archiveOf = (...archives: readonly CheckpointArchive[]) => place(far, undefined, archives).archiveId;

  it('is known by the container and the engine’s own time', () => {
    expect(archiveOf({ ...archive, id: 'web-0', frozenAt: 2000 }, archive)).toBe('web-1');
    expect(archiveOf({ ...archive, containerId: 'd' })).toBeNull();
    expect(archiveOf({ ...archive, frozenAt: null })).toBeNull();
    expect(place(null, undefined, [{ ...archive, frozenAt: null }]).archiveId).toBeNull();
  });

  it('tells what was chosen for both', () => {
    const chosen = { ...archive, fileLocks: true };
    expect(place({ ...far, fileLocks: false }, undefined, [chosen])).toMatchObject({ fileLocks: true });
  });

  it('is none where it can’t stand for what is frozen in place', () => {
    expect(archiveOf({ ...archive, fault: 'It is broken.' })).toBeNull();
  });
});
