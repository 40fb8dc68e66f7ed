import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { containerSample } from '../../bridge/testing/samples.ts';
import { show } from '../../checkpoints/testing/stage.tsx';
import { detailsOf } from '../../details/testing/samples.ts';
import { useActions } from '../../state/actions.ts';
import { useContainers } from '../../state/containers.ts';
import { expectAccessible } from '../../ui/testing/expect-accessible.ts';
import { ask, closeQuestion } from './ask.ts';
import { Questions } from './Questions.tsx';

beforeEach(closeQuestion);

const dialog = () => page.getByRole('alertdialog');
const frozen = containerSample(1, { name: 'frozen', state: 'exited', checkpointed: null });
const ended = containerSample(2, { name: 'ended', state: 'exited', checkpointed: null });

test('says which checkpoints in place are lost with their containers', async () => {
  const bridge = await show(<Questions />, {
    containers: [frozen, ended],
    answers: {
      'containers.inspect': ({ containerId }) =>
        containerId === frozen.id ? detailsOf(frozen, { checkpointed: true }) : detailsOf(ended),
      'containers.act': () => undefined,
    },
  });
  ask({ about: 'remove', engineId: 'podman-root', containers: [frozen, ended] });
  await expect.element(dialog()).toMatchTextContent(/A checkpoint goes with itfrozen: frozen in place/);
  await expectAccessible();
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => bridge.inputs('containers.act')).toHaveLength(2);
  // There is leave only for what was warned of.
  const action = { do: 'remove', force: false, volumes: false };
  expect(bridge.inputs('containers.act')).toEqual([
    { engineId: 'podman-root', containerId: ended.id, action },
    { engineId: 'podman-root', containerId: frozen.id, action: { ...action, withCheckpoint: true } },
  ]);
});

test('asks again about one that was frozen since, and before leave that was given is used once more', async () => {
  const first = { ...ended, checkpointed: false };
  const errors = [
    new GantryError({ code: 'engine-failed', message: 'It is busy.' }),
    new GantryError({ code: 'needs-consent', message: 'ended is frozen.' }),
    new GantryError({ code: 'engine-failed', message: 'It is busy again.' }),
  ];
  const bridge = await show(<Questions />, {
    containers: [first],
    answers: {
      'containers.act': () => {
        const error = errors.shift();
        if (error !== undefined) throw error;
        return undefined;
      },
    },
  });
  const failure = () => useActions.getState().failures.get(ended.id) ?? null;
  const removals = () => bridge.inputs('containers.act');
  ask({ about: 'remove', engineId: 'podman-root', containers: [first] });
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => failure()?.error.message).toBe('It is busy.');
  // No leave was needed, and none goes with it: the engine is asked simply again.
  failure()?.retry?.([ended.id]);
  await expect.poll(() => failure()?.error.message).toBe('ended is frozen.');
  expect(removals()).toHaveLength(2);
  const byId = new Map([[ended.id, { ...ended, checkpointed: true }]]);
  useContainers.setState({ byEngine: new Map([['podman-root', { revision: 2, byId, labels: new Map(), asOf: 0 }]]) });
  failure()?.retry?.([ended.id]);
  await expect.element(dialog()).toMatchTextContent(/A checkpoint goes with it/);
  expect(removals()).toHaveLength(2);
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => failure()?.error.message).toBe('It is busy again.');
  expect(removals().at(-1)).toMatchObject({ action: { withCheckpoint: true } });
  failure()?.retry?.([ended.id]);
  await expect.element(dialog()).toMatchTextContent(/A checkpoint goes with it/);
  expect(removals()).toHaveLength(3);
});

test('asks no more than it has to of one that was never frozen, and lets it go by keys', async () => {
  const bridge = await show(<Questions />, {
    containers: [ended],
    answers: { 'containers.inspect': () => detailsOf(ended), 'containers.act': () => undefined },
  });
  ask({ about: 'remove', engineId: 'podman-root', containers: [ended] });
  await expect.element(dialog().getByRole('button', { name: 'Remove' })).toBeEnabled();
  await expect.element(dialog()).not.toMatchTextContent(/checkpoint/);
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ containerId: ended.id }]);
});

test('asks nobody where the rows tell', async () => {
  const known = [
    { ...frozen, checkpointed: true },
    { ...ended, checkpointed: false },
  ];
  const bridge = await show(<Questions />, { containers: known, answers: { 'containers.act': () => undefined } });
  ask({ about: 'remove', engineId: 'podman-root', containers: known });
  await expect.element(dialog()).toMatchTextContent(/A checkpoint goes with itfrozen: frozen in place/);
  expect(bridge.inputs('containers.inspect')).toEqual([]);
});

test('says so where it could not be found out, and lets it be removed', async () => {
  const bridge = await show(<Questions />, {
    containers: [ended],
    answers: {
      'containers.inspect': () => {
        throw new GantryError({ code: 'engine-failed', message: 'It could not be inspected.' });
      },
      'containers.act': () => undefined,
    },
  });
  ask({ about: 'remove', engineId: 'podman-root', containers: [ended] });
  await expect.element(dialog()).toMatchTextContent(/could not be found outended: a checkpoint in place would be lost/);
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => bridge.inputs('containers.act')).toHaveLength(1);
});
