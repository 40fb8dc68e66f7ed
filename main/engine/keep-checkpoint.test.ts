import { expect, it } from 'vitest';
import { type ErrorCode, GantryError } from '../../shared/errors.ts';
import { summaryOf } from '../../shared/testing/summary.ts';
import { keepCheckpoint, unagreedLoss } from './keep-checkpoint.ts';

const web = summaryOf({ state: 'exited', exitedAt: 3, exitCode: 0, pid: null, checkpointed: null });
const failing = (code: ErrorCode) => () =>
  Promise.reject(
    new GantryError({ code, message: 'web could not be inspected.', engineMessage: 'database is locked' }),
  );

it('lets one start that is not frozen', async () => {
  await expect(keepCheckpoint(web, 'start', async () => false)).resolves.toBeUndefined();
});

it('refuses to lose the checkpoint of one that is', async () => {
  await expect(keepCheckpoint(web, 'start', async () => true)).rejects.toMatchObject({
    code: 'needs-consent',
    message: expect.stringContaining('web is frozen'),
  });
});

it('refuses as well where nobody knows, in the engine’s words', async () => {
  await expect(keepCheckpoint(web, 'start', failing('engine-failed'))).rejects.toMatchObject({
    code: 'needs-consent',
    engineMessage: 'database is locked',
  });
});

it.each(['not-found', 'engine-unreachable'] as const)('tells %s as it is', async (code) => {
  await expect(keepCheckpoint(web, 'start', failing(code))).rejects.toMatchObject({ code });
});

it('says of a removal what goes with it', async () => {
  await expect(keepCheckpoint(web, 'remove', async () => true)).rejects.toMatchObject({
    code: 'needs-consent',
    message: 'web is frozen: its removal would lose its checkpoint in place.',
  });
});

it('stands before what has no leave, and before nothing else', () => {
  const how = { force: true, volumes: false };
  expect(unagreedLoss({ do: 'remove', ...how })).toBe('remove');
  expect(unagreedLoss({ do: 'remove', ...how, withCheckpoint: true })).toBeNull();
  expect(unagreedLoss({ do: 'restart', timeoutSeconds: null })).toBe('start');
  expect(unagreedLoss({ do: 'start', afresh: true })).toBeNull();
  expect(unagreedLoss({ do: 'stop', timeoutSeconds: null })).toBeNull();
});
