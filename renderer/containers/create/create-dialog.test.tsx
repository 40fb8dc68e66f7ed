import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { engineSample } from '../../bridge/testing/samples.ts';
import { show } from '../../checkpoints/testing/stage.tsx';
import { useActions } from '../../state/actions.ts';
import { expectAccessible } from '../../ui/testing/expect-accessible.ts';
import { CreateDialog } from './CreateDialog.tsx';

const image = { id: 'i', names: ['localhost/web:1'], sizeBytes: 1, createdAt: 0 };

/** Fills in the dialog and creates a container, on which the engine remarks this. */
async function create(warnings: string[]) {
  const onClose = vi.fn();
  const bridge = await show(<CreateDialog engine={engineSample()} onClose={onClose} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': () => ({ containerId: 'c', startError: null, warnings }),
    },
  });
  await expect.element(page.getByRole('combobox', { name: 'Image' })).toHaveValue('localhost/web:1');
  await page.getByRole('button', { name: 'Create and start' }).click();
  await expect.poll(() => bridge.inputs('containers.create')).toHaveLength(1);
  return onClose;
}

test('a container that was created closes the dialog', async () => {
  const onClose = await create([]);
  await expect.poll(() => onClose.mock.calls).toHaveLength(1);
});

/** Creates a container that does not start: a port of it is taken. */
async function createUnstarted() {
  const startError = { message: 'Start web: the engine refused.', engineMessage: 'port 80', hint: null };
  const onClose = vi.fn();
  const bridge = await show(<CreateDialog engine={engineSample()} onClose={onClose} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': ({ spec }) => ({
        containerId: spec.name === 'other' ? 'd' : 'c',
        startError: spec.name === 'other' ? null : { code: 'conflict', ...startError },
        warnings: [],
      }),
      'containers.act': () => undefined,
    },
  });
  await expect.element(page.getByRole('combobox', { name: 'Image' })).toHaveValue('localhost/web:1');
  await page.getByRole('button', { name: 'Create and start' }).click();
  await expect.element(page.getByRole('alert')).toMatchTextContent(/failed at the start.*port 80/);
  return { onClose, bridge };
}

test('a start that fails is told in the form, from which another container takes the place of the first', async () => {
  const { onClose, bridge } = await createUnstarted();
  expect(onClose).not.toHaveBeenCalled();
  await page.getByRole('textbox', { name: 'Name' }).fill('other');
  await page.getByRole('button', { name: 'Change and try again' }).click();
  await expect.poll(() => onClose.mock.calls).toHaveLength(1);
  expect(bridge.inputs('containers.act')).toMatchObject([{ containerId: 'c', action: { do: 'remove', force: false } }]);
  expect(bridge.inputs('containers.create')).toMatchObject([{ spec: { name: null } }, { spec: { name: 'other' } }]);
  expect(useActions.getState().failures.has('c')).toBe(false);
});

test('a container that was not started can be kept, and says so at its row', async () => {
  const { onClose, bridge } = await createUnstarted();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect.poll(() => onClose.mock.calls).toHaveLength(1);
  expect(bridge.inputs('containers.act')).toEqual([]);
  expect(useActions.getState().failures.get('c')).toMatchObject({
    doing: 'start',
    error: { engineMessage: 'port 80' },
  });
});

test('what the engine remarked is shown until it has been read', async () => {
  const onClose = await create(['The port 80 is taken by nobody.', 'Swap limits are not there.']);
  const dialog = page.getByRole('dialog', { name: 'The container was created' });
  await expect.element(dialog.getByText('The port 80 is taken by nobody.')).toBeVisible();
  await expect.element(dialog.getByText('Swap limits are not there.')).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onClose.mock.calls).toHaveLength(1);
});

test.each([
  [['podman'], 'podman pull localhost/web:1'],
  [['podman', '--url', 'unix:///run/far.sock'], 'podman --url unix:///run/far.sock pull localhost/web:1'],
])('an image that is not there is told with the command that brings it to the engine: %j', async (command, line) => {
  const engineMessage = 'localhost/web:1: image not known';
  await show(<CreateDialog engine={engineSample({ command })} onClose={() => {}} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': () => {
        throw new GantryError({ code: 'not-found', message: 'The engine refused.', engineMessage });
      },
    },
  });
  await page.getByRole('button', { name: 'Create and start' }).click();
  const alert = page.getByRole('alert');
  await expect.element(alert).toMatchTextContent(new RegExp(`image not known.*pull it first: ${line}`));
  // It was about that one.
  await page.getByRole('combobox', { name: 'Image' }).fill('other');
  await expect.element(alert).toMatchTextContent(line);
  await expect.element(page.getByRole('button', { name: 'Copy the command' }).nth(0)).toBeVisible();
  await expectAccessible();
});

test('what failed is where the keys are: the field that is faulty, or the engine’s error', async () => {
  const conflict = new GantryError({ code: 'conflict', message: 'The name is taken.' });
  await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': () => {
        throw conflict;
      },
    },
  });
  const imageField = page.getByRole('combobox', { name: 'Image' });
  await expect.element(imageField).toHaveFocus();
  await expect.element(imageField).toHaveValue('localhost/web:1');
  await page.getByRole('button', { name: 'Add port' }).click();
  await userEvent.keyboard('{Tab}none{Enter}');
  const port = page.getByRole('textbox', { name: 'Container port 1' });
  await expect.element(port).toHaveFocus();
  await expect.element(port).toBeInvalid();
  await expect.element(page.getByRole('textbox', { name: 'Host port 1' })).toBeValid();
  await page.getByRole('button', { name: 'Take away port 1' }).click();
  await page.getByRole('textbox', { name: 'Name' }).click();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveFocus();
  await expect.element(page.getByRole('alert')).toMatchTextContent('The name is taken.');
});

test('rows that are added move neither the dialog nor the button that added them', async () => {
  await page.viewport(1000, 640);
  await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, { answers: { 'images.list': () => [image] } });
  const dialog = page.getByRole('dialog');
  const add = page.getByRole('button', { name: 'Add variable' });
  const command = page.getByRole('textbox', { name: 'Command' });
  const place = () => {
    const { left, width } = command.element().getBoundingClientRect();
    return {
      top: dialog.element().getBoundingClientRect().top,
      add: add.element().getBoundingClientRect().top,
      left,
      width,
    };
  };
  await expect.element(add).toBeVisible();
  const before = place();
  await add.click();
  await expect.element(page.getByRole('textbox', { name: 'Name of variable 1' })).toHaveFocus();
  expect(place()).toEqual(before);
  const body = dialog.element().querySelector('form')?.parentElement;
  expect(body && getComputedStyle(body).scrollbarGutter).toBe('stable');
});

test('a fault is told when its field is left, and moves nothing', async () => {
  await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, { answers: { 'images.list': () => [image] } });
  const name = page.getByRole('textbox', { name: 'Name' });
  const command = page.getByRole('textbox', { name: 'Command' });
  const top = () => command.element().getBoundingClientRect().top;
  await expect.element(name).toBeVisible();
  const before = top();
  await name.click();
  await userEvent.keyboard('my box');
  await expect.element(name).toBeValid();
  await command.click();
  await expect.element(page.getByText('A name has no blank in it.')).toBeVisible();
  expect(top()).toBe(before);
  await page.getByRole('button', { name: 'Create and start' }).click();
  await page.getByRole('button', { name: 'Add port' }).click();
  await userEvent.keyboard('80x');
  const [host, port] = [
    page.getByRole('textbox', { name: 'Host port 1' }),
    page.getByRole('textbox', { name: 'Container port 1' }),
  ];
  await expect.element(host).toBeValid();
  const next = page.getByRole('button', { name: 'Add volume' });
  // The form may scroll to what has the keys.
  const room = () => next.element().getBoundingClientRect().top - port.element().getBoundingClientRect().top;
  const place = room();
  await userEvent.keyboard('{Tab}');
  await expect.element(port).toBeValid();
  await userEvent.keyboard('80{Tab}');
  await expect.element(host).toBeInvalid();
  expect(room()).toBe(place);
});

test.for([true, false])(
  'a volume’s label is offered only where there are labels: SELinux %s',
  async (selinuxEnabled) => {
    const { info } = engineSample();
    const engine = engineSample({ info: info === null ? null : { ...info, selinuxEnabled } });
    await show(<CreateDialog engine={engine} onClose={vi.fn()} />, { answers: { 'images.list': () => [image] } });
    await page.getByRole('button', { name: 'Add volume' }).click();
    const label = page.getByRole('button', { name: /SELinux label of volume 1/ });
    if (selinuxEnabled) await expect.element(label).toBeVisible();
    else {
      await expect.element(page.getByText(/^SELinux is off on this engine: a volume/)).toBeVisible();
      await expect.element(label).not.toBeInTheDocument();
    }
  },
);

test('the command is there to be copied only where all of the form is in it', async () => {
  await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, { answers: { 'images.list': () => [image] } });
  const line = page.getByRole('region', { name: 'The same as a command' });
  const copy = line.getByRole('button', { name: 'Copy the command' });
  await expect.element(line).toMatchTextContent(/localhost\/web:1$/);
  await page.getByRole('textbox', { name: 'Command' }).fill("sh -c 'x");
  await expect.element(line).toMatchTextContent('No command yet. A quote isn’t closed.');
  await expect.element(copy).not.toBeInTheDocument();
  await page.getByRole('textbox', { name: 'Command' }).fill("sh -c 'x'");
  await expect.element(line).toMatchTextContent(/localhost\/web:1 sh -c x$/);
  await expect.element(copy).toBeVisible();
});

test.each([
  ['bundle', /^Only while Gantry runs.*After a reboot: by Gantry, when it is started, even if it was stopped/],
  ['rootful-socket', /^By the engine, also while Gantry is closed.*by podman-restart\.service, even if it was stopped/],
] as const)('a restart policy is chosen by keys, and says what it takes of %s', async (origin, words) => {
  const bridge = await show(<CreateDialog engine={engineSample({ origin })} onClose={vi.fn()} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': () => ({ containerId: 'c', startError: null, warnings: [] }),
    },
  });
  const section = page.getByRole('region', { name: 'Restart' });
  const tries = section.getByRole('textbox', { name: 'At most' });
  const remove = page.getByRole('checkbox', { name: 'Remove it when it ends' });
  const height = () => section.element().getBoundingClientRect().height;
  await expect.element(tries).toBeDisabled();
  await page.getByText('Remove it when it ends').click();
  const before = height();
  const policy = section.getByRole('button', { name: /Start it again/ });
  policy.element().focus();
  await userEvent.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}');
  await expect.element(section.getByText(words)).toBeVisible();
  await expect.element(remove).toBeDisabled();
  await expect.element(remove).not.toBeChecked();
  expect(height()).toBe(before);
  await expect.element(policy).toHaveFocus();
  await userEvent.keyboard('{ArrowLeft}');
  await tries.fill('none');
  await page.getByRole('button', { name: 'Create and start' }).click();
  await expect.element(tries).toHaveFocus();
  await expect.element(section.getByText('A number from 1 on.')).toBeVisible();
  await expectAccessible();
  await tries.fill('4');
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => bridge.inputs('containers.create'))
    .toMatchObject([{ spec: { restart: { when: 'on-failure', tries: 4 }, autoRemove: false } }]);
});

test('a network is chosen by keys; ports wait disabled, with the reason, where none can be published', async () => {
  const bridge = await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': () => ({ containerId: 'c', startError: null, warnings: [] }),
    },
  });
  const add = page.getByRole('button', { name: 'Add port' });
  await add.click();
  const port = page.getByRole('textbox', { name: 'Container port 1' });
  await port.fill('80');
  const top = add.element().getBoundingClientRect().top;
  const network = page.getByRole('region', { name: 'Network' }).getByRole('button', { name: /Network/ });
  network.element().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(page.getByText(/^On the machine’s network they need no publishing/)).toBeVisible();
  for (const each of [add, port]) await expect.element(each).toBeDisabled();
  expect(add.element().getBoundingClientRect().top).toBe(top);
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(page.getByText(/^Without a network/)).toBeVisible();
  expect(add.element().getBoundingClientRect().top).toBe(top);
  await expectAccessible();
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.element(port).toHaveValue('80');
  await expect.element(port).toBeEnabled();
  await userEvent.keyboard('{ArrowRight}');
  await page.getByRole('button', { name: 'Create and start' }).click();
  await expect.poll(() => bridge.inputs('containers.create')).toMatchObject([{ spec: { network: 'host', ports: [] } }]);
});

test('for an engine that no command reaches, Podman’s is named as such, and no command brings it an image', async () => {
  const engineMessage = 'There is no such image.';
  await show(<CreateDialog engine={engineSample({ origin: 'bundle', command: [] })} onClose={vi.fn()} />, {
    answers: {
      'images.list': () => [image],
      'containers.create': () => {
        throw new GantryError({ code: 'not-found', message: 'It is not there.', engineMessage, hint: 'Import it.' });
      },
    },
  });
  const line = page.getByRole('region', { name: 'The same with Podman' });
  await expect.element(line).toMatchTextContent(/^With Podman:podman run .*localhost\/web:1/);
  await page.getByRole('textbox', { name: 'Command' }).fill("echo 'two  blanks'");
  expect(getComputedStyle(line.element().querySelector('code') ?? document.body).whiteSpace).toBe('pre-wrap');
  await page.getByRole('button', { name: 'Create and start' }).click();
  await expect.element(page.getByRole('alert')).toMatchTextContent(/Import it\./);
  await expect.element(page.getByRole('alert')).not.toMatchTextContent('pull');
});

test('a choice that is disabled looks so, and one that has the keys shows it once', async () => {
  await show(<CreateDialog engine={engineSample()} onClose={vi.fn()} />, { answers: { 'images.list': () => [image] } });
  await page.getByRole('button', { name: 'Add port' }).click();
  const protocol = page.getByRole('button', { name: /Protocol of port 1/ });
  const look = () => getComputedStyle(protocol.element()).backgroundColor;
  const before = look();
  const network = page.getByRole('region', { name: 'Network' }).getByRole('button', { name: /Network/ });
  await userEvent.keyboard('{Tab}');
  network.element().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(protocol).toBeDisabled();
  expect(look()).not.toBe(before);
  expect(getComputedStyle(network.element()).outlineStyle).toBe('solid');
  const field = network.element().closest('[data-focus-visible]:not(button)');
  expect(field === null ? 'none' : getComputedStyle(field).outlineStyle).toBe('none');
});
