import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup } from 'vitest-browser-react';
import { GantryError } from '../../shared/errors.ts';
import { containerSample } from '../bridge/testing/samples.ts';
import { useNavigation } from '../state/navigation.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { showList } from './testing/screen.tsx';

const boxes = [1, 2, 3, 4].map((number) => containerSample(number, { command: ['sleep', '9'] }));
const [one, two, three] = boxes as [(typeof boxes)[0], (typeof boxes)[0], (typeof boxes)[0]];
const row = (name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
const selected = (): string[] => [...useNavigation.getState().selection].sort();
const idsOf = (...which: (typeof boxes)[number][]) => which.map(({ id }) => id).sort();
const focusList = (): void => document.querySelector<HTMLElement>('[role=grid]')?.focus();

describe('the SELinux column', () => {
  const label = (containerId: string, processLabel: string) => ({ containerId, processLabel, mountLabel: '' });

  test('shows the type of each label, the whole of it in the tooltip, and waits for the rest', async () => {
    await showList(boxes, [
      label(one.id, 'system_u:system_r:container_t:s0:c1,c2'),
      label(two.id, 'system_u:system_r:container_init_t:s0:c3,c4'),
      label(three.id, ''),
    ]);
    await expect.element(row('box-1').getByText('container_t', { exact: true })).toBeVisible();
    await expect.element(row('box-1').getByTitle('system_u:system_r:container_t:s0:c1,c2')).toBeVisible();
    await expect.element(row('box-2').getByText('container_init_t')).toBeVisible();
    await expect.element(row('box-3').getByText('none')).toBeVisible();
    await expect.element(row('box-4').getByTitle('The label is being asked for')).toBeVisible();
  });

  test('takes labels as they come, and asks first for those in view', async () => {
    const { bridge, engineId } = await showList(boxes);
    await expect
      .poll(() => bridge.inputs('containers.inView'))
      .toContainEqual({ engineId, containerIds: boxes.map(({ id }) => id) });
    bridge.push('containers.labels', { engineId, labels: [label(two.id, 'u:r:container_kvm_t:s0')] });
    await expect.element(row('box-2').getByText('container_kvm_t')).toBeVisible();
  });

  test('is filtered and sorted by', async () => {
    await showList(boxes, [label(one.id, 'u:r:b_t:s0'), label(two.id, 'u:r:a_t:s0'), label(three.id, 'u:r:a_t:s0')]);
    await page.getByRole('searchbox').fill('type:a_t');
    await expect.element(row('box-1')).not.toBeInTheDocument();
    await expect.element(row('box-3')).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await page
      .getByRole('columnheader', { name: /SELinux/ })
      .getByRole('button')
      .first()
      .click();
    const names = () => [...document.querySelectorAll('[data-container] [role=gridcell]:nth-child(2)')];
    const order = () => names().map(({ textContent }) => textContent);
    await expect.poll(order).toEqual(['box-4', 'box-2', 'box-3', 'box-1']);
  });

  test('says once, in its header, that SELinux is off; rows say nothing', async () => {
    await showList(boxes, [], { selinux: false });
    await expect.element(page.getByRole('columnheader', { name: /SELinux.*off/ })).toBeVisible();
    await expect.element(page.getByTitle('The label is being asked for')).not.toBeInTheDocument();
  });
});

describe('at a start', () => {
  const track = () => page.getByRole('columnheader').nth(3).element().getBoundingClientRect();

  test('the SELinux column is as it was the last time, until the engine has told', async () => {
    await showList(boxes, [], { selinux: false });
    await expect.element(page.getByRole('columnheader', { name: 'SELinux off' })).toBeVisible();
    const { left, width } = track();
    const key = 'engines.selinux.podman-root';
    await expect.poll(() => localStorage.getItem(key)).toBe('false');
    await cleanup();
    await showList(boxes, [], { selinux: null, stored: { [key]: false } });
    await expect.element(page.getByRole('columnheader', { name: 'SELinux off' })).toBeVisible();
    expect(track()).toMatchObject({ left, width });
    await expect.element(page.getByTitle('The label is being asked for')).not.toBeInTheDocument();
  });

  test('what was frozen the last time says so at once, and is asked about all the same', async () => {
    const times = { startedAt: 1000, exitedAt: 2000 };
    const ice = { ...one, ...times, state: 'exited' as const, exitCode: 0, checkpointed: null };
    const stored = { 'containers.frozen': { [one.id]: '1000 2000' } };
    const { bridge, engineId } = await showList([ice], [], { selinux: false, stored });
    await expect.element(row('box-1')).toMatchTextContent(/^frozen.*Frozen/);
    await expect.poll(() => bridge.inputs('containers.inView')).toEqual([{ engineId, containerIds: [one.id] }]);
    const changed = [{ ...ice, checkpointed: false }];
    bridge.push('containers.patch', { engineId, revision: 2, changed, removed: [] });
    await expect.element(row('box-1')).toMatchTextContent(/^exited.*Exited \(0\)/);
    expect(localStorage.getItem('containers.frozen')).toBe('{}');
  });
});

describe('the keys', () => {
  test('move, select a range, one more, all and none', async () => {
    await showList(boxes);
    focusList();
    await userEvent.keyboard('{Home}');
    expect(selected()).toEqual(idsOf(one));
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(selected()).toEqual(idsOf(one, two, three));
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(selected()).toEqual(idsOf(one, two));
    await userEvent.keyboard('{Control>}{End}{/Control} ');
    expect(selected()).toHaveLength(3);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(selected()).toHaveLength(4);
    await userEvent.keyboard('{Escape}');
    expect(selected()).toEqual([]);
  });

  test.each([
    ['the keys', () => userEvent.keyboard('{Control>}{End}{/Control}{Shift>}{F10}{/Shift}')],
    ['the pointer', () => row('box-4').click({ button: 'right' })],
  ])('select the row of a menu by %s, instead of what else is selected', async (_how, open) => {
    await showList(boxes);
    focusList();
    await userEvent.keyboard('{Home}{Shift>}{ArrowDown}{/Shift}');
    await open();
    await expect.element(page.getByRole('menu', { name: 'Selected containers' })).toBeVisible();
    expect(selected()).toEqual([boxes[3]?.id]);
  });

  test('ask before a removal, and name what would go', async () => {
    const { bridge } = await showList([{ ...one, state: 'exited' }, two]);
    focusList();
    await userEvent.keyboard('{Home}{Delete}');
    const dialog = page.getByRole('alertdialog');
    await expect.element(dialog).toMatchTextContent('Remove box-1?');
    expect(bridge.inputs('containers.act')).toEqual([]);
    await expectAccessible();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect
      .poll(() => bridge.inputs('containers.act'))
      .toMatchObject([{ containerId: one.id, action: { do: 'remove', force: false, volumes: false } }]);
  });
});

describe('the filter', () => {
  test('keeps in view what is selected and stops to fit, until something else is selected', async () => {
    const { bridge, engineId } = await showList(boxes);
    await page.getByRole('searchbox').fill('is:running');
    await row('box-1').click();
    const payload = { engineId, revision: 2, changed: [{ ...one, state: 'paused' as const }], removed: [] };
    bridge.push('containers.patch', payload);
    await expect.element(row('box-1').getByTitle('paused')).toBeInTheDocument();
    expect(selected()).toEqual(idsOf(one));
    await row('box-2').click();
    await expect.element(row('box-1')).not.toBeInTheDocument();
  });

  test('deselects what another one leaves out, for good', async () => {
    await showList(boxes);
    focusList();
    await userEvent.keyboard('{Control>}a{/Control}');
    await page.getByRole('searchbox').fill('box-2');
    await expect.element(row('box-1')).not.toBeInTheDocument();
    expect(selected()).toEqual(idsOf(two));
    await page.getByRole('searchbox').fill('');
    await expect.element(row('box-1')).toBeVisible();
    expect(selected()).toEqual(idsOf(two));
  });

  test('is left downwards to the first hit, which is selected', async () => {
    await showList(boxes);
    await page.getByRole('searchbox').fill('box-3');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('grid', { name: 'Containers' })).toHaveFocus();
    expect(selected()).toEqual(idsOf(three));
    await userEvent.keyboard('{F2}');
    await expect.element(page.getByRole('dialog', { name: 'Rename box-3' })).toBeVisible();
  });
});

describe('an action', () => {
  test('is pending at once, done by the event, and not before', async () => {
    const { bridge, engineId } = await showList(boxes);
    await row('box-1').click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.element(row('box-1').getByText('Pausing…')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Stop' })).toBeDisabled();
    const payload = { engineId, revision: 2, changed: [{ ...one, state: 'paused' as const }], removed: [] };
    bridge.push('containers.patch', payload);
    await expect.element(row('box-1').getByText('Pausing…')).not.toBeInTheDocument();
    await expect.element(row('box-1').getByTitle('paused')).toBeInTheDocument();
  });

  test('that fails says so at its row in the engine’s words, until it is dismissed', async () => {
    const { bridge } = await showList(boxes);
    bridge.answer({
      'containers.act': () => {
        throw new GantryError({
          code: 'conflict',
          message: 'Stop box-2: the engine refused.',
          engineMessage: 'container is stuck',
          hint: 'Kill it instead.',
        });
      },
    });
    await row('box-2').click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const failure = row('box-2').getByRole('alert');
    await expect.element(failure).toMatchTextContent(/Stop box-2.*container is stuck.*Kill it instead/);
    await expectAccessible();
    await row('box-2').getByRole('button', { name: 'Dismiss the failure of box-2' }).click();
    await expect.element(failure).not.toBeInTheDocument();
  });
});

describe('an action that fails for many', () => {
  const many = Array.from({ length: 8 }, (_, number) => containerSample(number + 1));
  const failures = page.getByRole('region', { name: /could not be stopped: It is stuck/ });
  const stuck = (name: string) =>
    ({
      code: 'wrong-state',
      message: `${name} was not stopped.`,
      engineMessage: 'It is stuck.',
      hint: `Kill ${name} instead.`,
    }) as const;
  const refuse = async ({ leave = '' }: { readonly leave?: string } = {}) => {
    const shown = await showList(many);
    shown.bridge.answer({
      'containers.act': ({ containerId }) => {
        const name = many.find(({ id }) => id === containerId)?.name ?? '';
        throw new GantryError({ ...stuck(name), code: name === leave ? 'needs-consent' : 'wrong-state' });
      },
    });
    focusList();
    await userEvent.keyboard('{Control>}a{/Control}{Shift>}{F5}{/Shift}');
    return shown;
  };

  test('says so once with the words of all, marks each row, tells of each where that is wanted', async () => {
    const { bridge } = await refuse();
    await expect
      .element(failures)
      .toMatchTextContent(
        /^8 containers could not be stopped… was not stopped\.It is stuck\.Kill … instead\.box-1, .*box-5 and 3 more/,
      );
    await expect.poll(() => page.getByRole('alert').elements()).toHaveLength(1);
    // Heard anew with each that follows.
    await expect.element(page.getByRole('alert')).toMatchTextContent(/^8 containers could not be stopped$/);
    const mark = row('box-7').getByRole('img', { name: /^Failed: box-7 was not stopped/ });
    await expect.element(mark).toHaveAttribute('title', 'box-7 was not stopped.\nIt is stuck.\nKill box-7 instead.');
    await expectAccessible();
    await failures.getByRole('button', { name: 'Show each' }).click();
    await expectAccessible();
    await failures.getByRole('button', { name: 'Try again: stop box-3' }).click();
    await expect.poll(() => bridge.inputs('containers.act')).toHaveLength(9);
    await failures.getByRole('button', { name: 'Show box-5' }).click();
    await expect.element(row('box-5')).toHaveAttribute('aria-selected', 'true');
  });

  test('is tried again for all at once', async () => {
    const { bridge } = await refuse();
    await failures.getByRole('button', { name: 'Try all again: stop' }).click();
    await expect.poll(() => bridge.inputs('containers.act')).toHaveLength(16);
    await expect.element(failures).toMatchTextContent(/^8 containers/);
    // One that fails alone is told where all were: its row doesn't grow.
    bridge.answer({
      'containers.act': ({ containerId }) => {
        if (containerId === many[2]?.id) throw new GantryError(stuck('box-3'));
      },
    });
    await failures.getByRole('button', { name: 'Try all again: stop' }).click();
    await expect.element(failures).toMatchTextContent(/^1 container could/);
    await expect.element(row('box-3').getByRole('alert')).not.toBeInTheDocument();
  });

  test('stays together by keys until the last is dismissed', async () => {
    await refuse();
    await userEvent.keyboard('{Shift>}{Tab}{Tab}{Tab}{/Shift}{Enter}');
    for (const number of [1, 2, 3, 4, 5, 6, 7])
      await failures.getByRole('button', { name: `Dismiss the failure of box-${number}` }).click();
    await expect.element(failures).toMatchTextContent(/^1 container could not be stopped.*box-8/);
    await expect.element(row('box-8').getByRole('button', { name: /Dismiss/ })).not.toBeInTheDocument();
    focusList();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(failures.getByRole('button', { name: 'Dismiss the failure of box-8' })).toHaveFocus();
    await failures.getByRole('button', { name: 'Hide each' }).click();
    await userEvent.keyboard('{Tab}{Tab}{Enter}');
    await expect.element(failures).not.toBeInTheDocument();
    await expect.element(row('box-8').getByRole('img', { name: /Failed/ })).not.toBeInTheDocument();
  });

  test('asks at its row where the engine wants leave', async () => {
    await refuse({ leave: 'box-4' });
    await expect.element(failures).toMatchTextContent(/^7 containers/);
    await expect.element(row('box-4').getByRole('alert')).toMatchTextContent(/box-4 was not stopped/);
  });
});

test('of ten thousand rows only those in view are in the page, and the last is a key away', async () => {
  const many = Array.from({ length: 10_000 }, (_, number) => containerSample(number + 1));
  await showList(many);
  focusList();
  expect(document.querySelectorAll('[data-container]').length).toBeLessThan(80);
  await userEvent.keyboard('{End}');
  await expect.element(row('box-10000')).toBeVisible();
  expect(document.querySelectorAll('[data-container]').length).toBeLessThan(80);
});
