import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ContainerSummary } from '../../shared/container.ts';
import { GantryError } from '../../shared/errors.ts';
import type { Answers } from '../bridge/testing/fake-bridge.ts';
import { containerSample } from '../bridge/testing/samples.ts';
import { placeSample } from '../checkpoints/testing/samples.ts';
import { detailsOf } from '../details/testing/samples.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { showList } from './testing/screen.tsx';

const minutesAgo = (count: number): number => Date.now() - count * 60_000 - 5000;
const ended = { state: 'exited', exitCode: 0, exitedAt: minutesAgo(7) } as const;
const ice = containerSample(1, { name: 'ice', ...ended, checkpointed: true });
const snow = containerSample(2, { name: 'snow', ...ended, checkpointed: true });
const over = containerSample(3, { name: 'over', ...ended, checkpointed: false });
const maybe = containerSample(4, { name: 'maybe', ...ended, checkpointed: null });
const all = [ice, snow, over, maybe];

const row = (name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
const dialog = () => page.getByRole('dialog').or(page.getByRole('alertdialog'));
const button = (name: string) => dialog().getByRole('button', { name, exact: true });
const inToolbar = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
const select = (name: string) => row(name).getByText(name, { exact: true }).click();

async function show(answers: Answers = {}, containers: readonly ContainerSummary[] = all) {
  const list = await showList(containers, [], { selinux: false });
  list.bridge.answer({
    'checkpoints.inPlace': ({ containerId }) =>
      placeSample('ice', { containerId, tcpEstablished: true, fileLocks: false }),
    'checkpoints.restore': ({ request }) => ({
      containerId: request.from === 'place' ? request.containerId : '',
      statistics: null,
    }),
    'checkpoints.list': () => ({ archives: [], inPlace: [] }),
    ...answers,
  });
  return list;
}
const cannot = (): never => {
  throw new GantryError({ code: 'engine-failed', message: 'No.', engineMessage: 'database is locked' });
};

describe('a row', () => {
  test('says what is frozen, and since when; one that has ended is left as it is', async () => {
    await show();
    await expect.element(row('ice')).toMatchTextContent(/^frozen.*Frozen 7 min ago/);
    await expect.element(row('ice')).not.toMatchTextContent(/Exited/);
    await expect.element(row('over')).toMatchTextContent(/^exited.*Exited \(0\) 7 min ago/);
    await expectAccessible();
  });

  test('that has ended is reported as in view until it is known, and no other', async () => {
    const { bridge, engineId } = await show();
    await expect.poll(() => bridge.inputs('containers.inView')).toEqual([{ engineId, containerIds: [maybe.id] }]);
    bridge.push('containers.patch', {
      engineId,
      revision: 2,
      changed: [{ ...maybe, checkpointed: true }],
      removed: [],
    });
    await expect.element(row('maybe')).toMatchTextContent(/^frozen/);
    expect(bridge.inputs('containers.inView')).toHaveLength(1);
  });

  test('is found by is:frozen, for which those that nobody has looked at are asked about', async () => {
    const { bridge } = await show();
    await page.getByRole('searchbox').fill('is:frozen');
    await expect.element(row('over')).not.toBeInTheDocument();
    await expect.element(row('snow')).toBeVisible();
    expect(bridge.inputs('checkpoints.list')).toHaveLength(1);
  });
});

describe('restore', () => {
  test('is the first command of what is frozen, in the toolbar and in the menu; a start says that it asks', async () => {
    await show();
    await select('ice');
    const names = () => [...document.querySelectorAll('[role=toolbar] button')].map((each) => each.ariaLabel);
    expect(names()[0]).toBe('Restore');
    await row('ice').click({ button: 'right' });
    await expect.element(page.getByRole('menuitem').first()).toMatchTextContent(/^Restore…/);
    await expect.element(page.getByRole('menuitem', { name: 'Start…', exact: true })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await select('over');
    expect(names()[0]).toBe('Start');
    await row('over').click({ button: 'right' });
    await expect.element(page.getByRole('menuitem', { name: 'Start', exact: true })).toBeVisible();
    await expect.element(page.getByRole('menuitem', { name: 'Restore…', exact: true })).not.toBeInTheDocument();
  });

  test('by key opens the form with what the checkpoint was made with, and Enter restores', async () => {
    const { bridge, engineId } = await show();
    await select('ice');
    await userEvent.keyboard('r');
    await expect
      .element(page.getByRole('dialog').getByRole('checkbox', { name: /^Open TCP connections/ }))
      .toBeChecked();
    await expect.element(page.getByRole('dialog').getByRole('checkbox').first()).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const request = { from: 'place', engineId, containerId: ice.id, tcpEstablished: true, fileLocks: false };
    await expect.poll(() => bridge.inputs('checkpoints.restore')).toMatchObject([{ request }]);
  });

  test('of one whose checkpoint can’t be read says why, and reads it again', async () => {
    let works = false;
    const answer = { 'checkpoints.inPlace': () => (works ? placeSample('ice') : cannot()) };
    await show(answer);
    await select('ice');
    await userEvent.keyboard('r');
    await expect.element(page.getByRole('dialog')).toMatchTextContent(/database is locked/);
    await expectAccessible();
    works = true;
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Restore' })).toBeVisible();
  });

  test('of several goes without a form; one that fails says so at its row, and leads to it', async () => {
    const { bridge } = await show({
      'checkpoints.restore': ({ request }) => {
        if (request.from === 'place' && request.containerId === snow.id) cannot();
        return { containerId: ice.id, statistics: null };
      },
    });
    await select('ice');
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}r');
    await expect.poll(() => bridge.inputs('checkpoints.restore')).toHaveLength(2);
    await expect.element(row('snow')).toMatchTextContent(/database is locked/);
    await page.getByRole('button', { name: 'Try again: restore snow' }).click();
    await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Restore' })).toBeVisible();
  });
});

describe('a start', () => {
  test('of what is frozen asks, and Enter restores', async () => {
    const { bridge } = await show();
    await select('ice');
    await row('ice').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Start…', exact: true }).click();
    await expect.element(dialog()).toMatchTextContent(/ice is frozen.*its checkpoint in place is lost/);
    await expect.element(button('Restore…')).toHaveFocus();
    await expectAccessible();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Restore' })).toBeVisible();
    expect(bridge.inputs('containers.act')).toEqual([]);
  });

  test('of what is in an archive as well says that this stays', async () => {
    const { bridge, engineId } = await show({
      'checkpoints.list': () => ({
        archives: [],
        inPlace: [
          placeSample('ice', { engineId, containerId: ice.id, archiveId: 'ice-archive' }),
          placeSample('snow', { engineId, containerId: snow.id }),
        ],
      }),
    });
    await select('ice');
    await userEvent.keyboard('{F5}');
    await expect.element(dialog()).toMatchTextContent(/in place is lost\.Its archive stays, and can still be restored/);
    await button('Cancel').click();
    await select('ice');
    await userEvent.keyboard('{Control>}a{/Control}{F5}');
    await expect.element(dialog()).toMatchTextContent(/ice has an archivesnow.*1 of them has an archive, which stays/);
    expect(bridge.inputs('checkpoints.inPlace')).toEqual([]);
    expect(bridge.inputs('checkpoints.list')).toHaveLength(2);
  });

  test.each([
    ['Start…', { do: 'start', afresh: true }],
    ['Restart…', { do: 'restart', timeoutSeconds: null, afresh: true }],
  ])('or a restart begins afresh only where that is chosen: %s', async (name, action) => {
    const { bridge, engineId } = await show();
    await select('ice');
    await row('ice').click({ button: 'right' });
    await page.getByRole('menuitem', { name, exact: true }).click();
    await button('Cancel').click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(bridge.inputs('containers.act')).toEqual([]);
    await row('ice').click({ button: 'right' });
    await page.getByRole('menuitem', { name, exact: true }).click();
    await button('Start afresh').click();
    await expect.poll(() => bridge.inputs('containers.act')).toEqual([{ engineId, containerId: ice.id, action }]);
  });

  test('of a selection names those that are frozen; with Restore the others are started', async () => {
    const { bridge } = await show({ 'containers.inspect': () => detailsOf(maybe) });
    await select('ice');
    await userEvent.keyboard('{Control>}a{/Control}');
    await inToolbar('Start').click();
    await expect.element(dialog()).toMatchTextContent(/2 of 4 containers are frozenicesnow.*The other 2 are started/);
    expect(bridge.inputs('containers.act')).toEqual([]);
    await button('Restore').click();
    await expect.poll(() => bridge.inputs('checkpoints.restore')).toHaveLength(2);
    const started = bridge.inputs('containers.act').map((input) => JSON.stringify(input));
    expect(started).toHaveLength(2);
    for (const { id } of [over, maybe]) expect(started.some((input) => input.includes(id))).toBe(true);
    expect(started.join()).not.toContain('afresh');
  });

  test('of a selection afresh has leave only for those that were asked about', async () => {
    const { bridge } = await show({}, [ice, over]);
    await select('ice');
    await userEvent.keyboard('{Control>}a{/Control}');
    await inToolbar('Start').click();
    await button('Start all afresh').click();
    await expect
      .poll(() => bridge.inputs('containers.act'))
      .toMatchObject([
        { containerId: over.id, action: { do: 'start' } },
        { containerId: ice.id, action: { do: 'start', afresh: true } },
      ]);
    expect(JSON.stringify(bridge.inputs('containers.act')[0])).not.toContain('afresh');
  });

  test('of one that may be frozen looks first', async () => {
    const { bridge } = await show({ 'containers.inspect': () => detailsOf(maybe, { checkpointed: true }) });
    await select('maybe');
    await inToolbar('Start').click();
    await expect.element(dialog()).toMatchTextContent(/maybe is frozen/);
    expect(bridge.inputs('containers.act')).toEqual([]);
  });

  test('leaves a question that was asked meanwhile, and asks at the row', async () => {
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const { bridge } = await show({
      'containers.inspect': async () => {
        await told;
        return detailsOf(maybe, { checkpointed: true });
      },
    });
    await select('maybe');
    await inToolbar('Start').click();
    await select('over');
    await userEvent.keyboard('{F2}');
    await expect.element(dialog().getByRole('textbox')).toHaveFocus();
    tell();
    await expect.element(row('maybe')).toMatchTextContent(/maybe is frozen, or may be/);
    await expect.element(dialog().getByRole('textbox')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: /^Start…/ }).click();
    await expect.element(dialog()).toMatchTextContent(/maybe is frozen/);
    expect(bridge.inputs('containers.act')).toEqual([]);
  });

  test('of one of which nobody can find out asks, and looks again', async () => {
    let works = false;
    const { bridge } = await show({ 'containers.inspect': () => (works ? detailsOf(maybe) : cannot()) });
    await select('maybe');
    await inToolbar('Start').click();
    await expect.element(dialog()).toMatchTextContent(/Start maybe\?.*maybe: database is locked/);
    await expect.element(button('Cancel')).toHaveFocus();
    await expectAccessible();
    expect(bridge.inputs('containers.act')).toEqual([]);
    works = true;
    await button('Look again').click();
    await expect.poll(() => bridge.inputs('containers.act')).toMatchObject([{ action: { do: 'start' } }]);
  });

  test('that the engine’s side refuses is not simply tried again: it asks', async () => {
    const refused = new GantryError({ code: 'needs-consent', message: 'over is frozen.', hint: 'Restore it.' });
    const { bridge, engineId } = await show({
      'containers.act': () => {
        throw refused;
      },
    });
    await select('over');
    await inToolbar('Start').click();
    await expect.element(row('over')).toMatchTextContent(/over is frozen\.Restore it\./);
    const changed = [{ ...over, exitedAt: Date.now(), checkpointed: true }];
    bridge.push('containers.patch', { engineId, revision: 2, changed, removed: [] });
    await page.getByRole('button', { name: 'Try again: start over' }).click();
    await expect.element(dialog()).toMatchTextContent(/over is frozen/);
    expect(bridge.inputs('containers.act')).toHaveLength(1);
  });
});
