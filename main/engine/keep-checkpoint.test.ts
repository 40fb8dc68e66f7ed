import { expect, it } from 'vitest';
import type { ContainerSummary } from '../../shared/container.ts';
import { type ErrorCode, GantryError } from '../../shared/errors.ts';
import { keepCheckpoint } from './keep-checkpoint.ts';

const web: ContainerSummary = {
  ...{ id: 'c', name: 'web', image: 'i', imageId: '', command: [], state: 'exited', ports: [], pod: null },
  ...{
    createdAt: 1,
    startedAt: 2,
    exitedAt: 3,
    exitCode: 0,
    isInfra: false,
    endedAsAsked: false,
    ociRuntime: null,
    checkpointed: null,
  },
};
const failing = (code: ErrorCode) => () =>
  Promise.reject(
    new GantryError({ code, message: 'web could not be inspected.', engineMessage: 'database is locked' }),
  );

it('lets one start that is not frozen', async () => {
  await expect(keepCheckpoint(web, async () => false)).resolves.toBeUndefined();
});

it('refuses to lose the checkpoint of one that is', async () => {
  await expect(keepCheckpoint(web, async () => true)).rejects.toMatchObject({
    code: 'needs-consent',
    message: expect.stringContaining('web is frozen'),
  });
});

it('refuses as well where nobody knows, in the engine’s words', async () => {
  await expect(keepCheckpoint(web, failing('engine-failed'))).rejects.toMatchObject({
    code: 'needs-consent',
    engineMessage: 'database is locked',
  });
});

it.each(['not-found', 'engine-unreachable'] as const)('tells %s as it is', async (code) => {
  await expect(keepCheckpoint(web, failing(code))).rejects.toMatchObject({ code });
});
