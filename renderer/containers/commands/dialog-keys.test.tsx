import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { containerSample } from '../../bridge/testing/samples.ts';
import { show } from '../../checkpoints/testing/stage.tsx';
import { detailsOf } from '../../details/testing/samples.ts';
import { type AfreshQuestion, ask, closeQuestion, type Question } from './ask.ts';
import { Questions } from './Questions.tsx';

beforeEach(closeQuestion);

const web = containerSample(1, { name: 'web' });

async function question(about: Exclude<Question, AfreshQuestion>['about'], containers = [web]) {
  const bridge = await show(<Questions />, {
    containers,
    answers: {
      'containers.act': () => undefined,
      'containers.inspect': () => detailsOf(web),
      'checkpoints.create': () => ({ containerId: web.id, archive: null, statistics: null }),
    },
  });
  ask({ about, engineId: 'podman-root', containers });
  await expect.element(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
  return bridge;
}

test.for([
  ['stop', '3{Enter}', { do: 'stop', timeoutSeconds: 3 }],
  ['rename', 'shop{Enter}', { do: 'rename', name: 'shop' }],
  ['kill', 'SIGHUP{Enter}', { do: 'kill', signal: 'SIGHUP' }],
  ['kill', 'rtmin+3{Enter}', { do: 'kill', signal: '37' }],
  ['kill', '9{Enter}{Enter}', { do: 'kill', signal: 'SIGKILL' }],
  ['remove', '{Shift>}{Tab}{Tab}{/Shift} {Tab}{Tab}{Tab}{Enter}', { do: 'remove', force: true, volumes: false }],
] as const)('%s is answered by keys alone, what was filled in typed over', async ([about, keys, action]) => {
  const bridge = await question(about);
  await userEvent.keyboard(keys);
  await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ containerId: web.id, action }]);
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('Enter in a field leads to a red button instead of pressing it', async () => {
  const bridge = await question('kill');
  await userEvent.keyboard('9{Enter}');
  await expect.element(page.getByRole('button', { name: 'Send SIGKILL' })).toHaveFocus();
  expect(bridge.inputs('containers.act')).toEqual([]);
});

test('what is wrong with a name is told at its character', async () => {
  await question('rename');
  const field = page.getByRole('textbox', { name: 'New name' });
  await field.fill('grün');
  await expect.element(page.getByText('A name has no “ü” in it.')).toBeVisible();
  await field.fill('-x');
  await expect.element(page.getByText('A name begins with a letter or digit, not with “-”.')).toBeVisible();
  await field.fill('');
  await expect.element(page.getByText('A name is needed.')).toBeVisible();
});

test.for(['stop', 'rename', 'kill', 'remove', 'freeze'] as const)('Escape takes %s back', async (about) => {
  const bridge = await question(about);
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog').or(page.getByRole('alertdialog'))).not.toBeInTheDocument();
  expect(bridge.inputs('containers.act')).toEqual([]);
});

test('Enter with a name that can’t be taken leaves the dialog open, and the reason in view', async () => {
  const bridge = await question('rename');
  await userEvent.keyboard('my app{Enter}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await expect.element(page.getByRole('textbox')).toHaveAccessibleDescription(/./);
  expect(bridge.inputs('containers.act')).toEqual([]);
});

test('a name that is not changed yet says why nothing is renamed, and nothing moves when it is', async () => {
  await question('rename');
  const name = page.getByRole('textbox');
  const rename = page.getByRole('button', { name: 'Rename' });
  await expect.element(name).toHaveAccessibleDescription('This is its name now: type another one.');
  await expect.element(rename).toBeDisabled();
  const top = rename.element().getBoundingClientRect().top;
  await userEvent.keyboard('shop');
  await expect.element(rename).toBeEnabled();
  expect(rename.element().getBoundingClientRect().top).toBe(top);
  await userEvent.keyboard(' ');
  await expect.element(name).toBeInvalid();
  expect(rename.element().getBoundingClientRect().top).toBe(top);
});

test('a checkpoint begins at where it is kept, and Enter makes it', async () => {
  const bridge = await question('freeze');
  await expect.element(page.getByRole('radio', { name: /To an archive/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(() => bridge.inputs('checkpoints.create')).toMatchObject([{ request: { to: 'place' } }]);
});

test.for([
  ['foo', 'There is no signal foo. A name such as SIGTERM or SIGRTMIN+3, or a number.'],
  ['99', 'There is no signal 99: they go from 1 to 64.'],
  ['SIGRTMIN+99', 'There is no signal SIGRTMIN+99. A name such as SIGTERM or SIGRTMIN+3, or a number.'],
] as const)('%s is no signal: the field says so, and nothing is sent', async ([typed, words]) => {
  const bridge = await question('kill');
  await userEvent.keyboard(`${typed}{Enter}`);
  await expect.element(page.getByText(words)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  expect(bridge.inputs('containers.act')).toEqual([]);
});

test('a signal for several is for them', async () => {
  await question('kill', [web, containerSample(2, { name: 'db' })]);
  await expect.element(page.getByText('Asks them to end.')).toBeVisible();
  await userEvent.keyboard('30');
  await expect.element(page.getByText('To the first process of each container.')).toBeVisible();
});
