import { expect, it } from 'vitest';
import { summaryOf } from '../testing/summary.ts';
import { placeOf } from './in-place.ts';

const summary = summaryOf({
  ...{ state: 'exited', exitedAt: 4000, exitCode: 0, pid: null },
  ...{ ociRuntime: 'runc', checkpointed: true },
});
const request = { to: 'place', leaveRunning: false, tcpEstablished: true, fileLocks: false } as const;
const far = { madeAt: 3456, tcpEstablished: null, fileLocks: null, statistics: null };

const place = (checkpoint: typeof far | null, made?: typeof request) =>
  placeOf({ engineId: 'e', details: { summary, ociRuntime: 'runc', checkpoint } }, made);

it('was made when the engine says so, not when its end was noted', () => {
  expect(place(far)).toMatchObject({ createdAt: 3456, tcpEstablished: null, fileLocks: null, statistics: null });
  expect(place(null).createdAt).toBe(4000);
});

it('on an engine that is far away has what it was made with here', () => {
  expect(place(far, request)).toMatchObject({ tcpEstablished: true, fileLocks: false });
});
