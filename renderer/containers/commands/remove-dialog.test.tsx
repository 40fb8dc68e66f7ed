import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { containerSample } from '../../bridge/testing/samples.ts';
import { show } from '../../checkpoints/testing/stage.tsx';
import { detailsOf } from '../../details/testing/samples.ts';
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
