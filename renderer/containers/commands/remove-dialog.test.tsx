import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CheckpointList } from '../../../shared/checkpoint.ts';
import type { ContainerDetails } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { allCapabilities, containerSample, engineSample } from '../../bridge/testing/samples.ts';
import { placeSample } from '../../checkpoints/testing/samples.ts';
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
  await expect.element(dialog()).toMatchTextContent(/frozen frozen in placeended.*A checkpoint goes with it/);
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

test('an engine without anonymous volumes has none to remove, and says why', async () => {
  const reason = 'They are among its own files.';
  const engine = engineSample({ capabilities: { ...allCapabilities, anonymousVolumes: { supported: false, reason } } });
  const bridge = await show(<Questions />, {
    engines: [engine],
    containers: [{ ...ended, checkpointed: false }],
    answers: { 'containers.act': () => undefined },
  });
  ask({ about: 'remove', engineId: engine.id, containers: [{ ...ended, checkpointed: false }] });
  await expect.element(dialog().getByRole('checkbox', { name: /^Remove anonymous volumes/ })).toBeDisabled();
  await expect.element(dialog()).toMatchTextContent(reason);
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ action: { volumes: false } }]);
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
  await expect.element(dialog()).toMatchTextContent(/No checkpoint is lost/);
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ containerId: ended.id }]);
});

const ice = { ...frozen, checkpointed: true };
const snow = containerSample(3, { name: 'snow', state: 'exited', checkpointed: true });
const placeOf = ({ id, name }: Pick<typeof ice, 'id' | 'name'>, archiveId: string | null = null) =>
  placeSample(name, { containerId: id, archiveId });

test('warns at once of what the rows tell; the archives, asked about in one call, move no button', async () => {
  const answer = Promise.withResolvers<CheckpointList>();
  const known = [ice, snow, { ...ended, checkpointed: false }];
  const bridge = await show(<Questions />, {
    containers: known,
    answers: { 'containers.act': () => undefined, 'checkpoints.list': () => answer.promise },
  });
  ask({ about: 'remove', engineId: 'podman-root', containers: known });
  await expect.element(dialog()).toMatchTextContent(/2 checkpoints go with themLooking for archives of them/);
  const removal = dialog().getByRole('button', { name: 'Remove' });
  await expect.element(removal).toBeEnabled();
  const before = removal.element().getBoundingClientRect().top;
  answer.resolve({ archives: [], inPlace: [placeOf(ice, 'frozen-archive'), placeOf(snow)] });
  await expect.element(dialog()).toMatchTextContent(/frozen frozen in place; its archive stays ?snow frozen in place/);
  await expect.element(dialog()).toMatchTextContent(/1 of them has an archive, which stays; of the others nothing/);
  expect(removal.element().getBoundingClientRect().top).toBe(before);
  expect(bridge.inputs('containers.inspect')).toEqual([]);
  expect(bridge.inputs('checkpoints.inPlace')).toEqual([]);
  expect(bridge.inputs('checkpoints.list')).toHaveLength(1);
});

test('promises no archive, and denies none, where the engine’s are not told', async () => {
  await show(<Questions />, {
    containers: [ice],
    answers: { 'checkpoints.list': () => ({ archives: [], inPlace: [] }) },
  });
  ask({ about: 'remove', engineId: 'podman-root', containers: [ice] });
  await expect.element(dialog()).toMatchTextContent(/goes with itWhether it has an archive could not be found out/);
});

test('says why nothing is removed while it looks, and moves no button by what it finds', async () => {
  const answer = Promise.withResolvers<ContainerDetails>();
  await show(<Questions />, { containers: [frozen], answers: { 'containers.inspect': () => answer.promise } });
  ask({ about: 'remove', engineId: 'podman-root', containers: [frozen] });
  const removal = dialog().getByRole('button', { name: 'Remove' });
  await expect.element(removal).toBeDisabled();
  await expect.element(removal).toHaveAccessibleDescription(/Nothing is removed before it is known/);
  const before = removal.element().getBoundingClientRect().top;
  answer.resolve(detailsOf(frozen, { checkpointed: true }));
  await expect.element(dialog()).toMatchTextContent(/A checkpoint goes with it/);
  await expect.element(removal).toBeEnabled();
  expect(removal.element().getBoundingClientRect().top).toBe(before);
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
  await expect.element(dialog()).toMatchTextContent(/A checkpoint may go tooIt could not be found out/);
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => bridge.inputs('containers.act')).toHaveLength(1);
});
