import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { CheckpointList } from '../../shared/checkpoint.ts';
import { GantryError } from '../../shared/errors.ts';
import { allCapabilities, containerSample, engineSample } from '../bridge/testing/samples.ts';
import { showCheckpoint, useNavigation } from '../state/navigation.ts';
import { useOperations } from '../state/operations.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { CheckpointsScreen } from './CheckpointsScreen.tsx';
import { archiveSample, checkpointSamples, placeSample } from './testing/samples.ts';
import { setStage, show } from './testing/stage.tsx';

const table = () => page.getByRole('grid', { name: 'Checkpoints' });
const rowOf = (name: string) => table().getByRole('row', { name: new RegExp(`^${name}`) });
const names = (): string[] =>
  table()
    .getByRole('rowheader')
    .elements()
    .map((each) => each.textContent ?? '');

test('lists archives and those in place, and is filtered and sorted', async () => {
  await show(<CheckpointsScreen />);
  await expect.element(rowOf('playground')).toMatchTextContent(/in place/);
  expect(names()).toEqual(['orders-db', 'playground', 'keycloak', 'systemd-lab', 'cut-shortfaulty']);
  await expect.element(rowOf('systemd-lab')).toMatchTextContent(/container_init_t/);
  await expect.element(rowOf('orders-db')).toMatchTextContent(/TCP, locks/);
  await expectAccessible();
  await page.getByRole('columnheader', { name: 'Size' }).click();
  expect(names()).toEqual(['cut-shortfaulty', 'orders-db', 'systemd-lab', 'keycloak', 'playground']);
  await page.getByRole('searchbox', { name: 'Filter the checkpoints' }).fill('postgres left');
  expect(names()).toEqual(['keycloak']);
  await page.getByRole('searchbox').fill('nothing has this');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  expect(names()).toHaveLength(5);
});

test('a checkpoint that is shown from elsewhere is chosen, in sight, and has the keys', async () => {
  const many = Array.from({ length: 60 }, (_, index) => archiveSample(`many-${index}`, { createdAt: 60 - index }));
  const last = many.at(-1)?.id ?? '';
  let list = many.slice(0, -1);
  const bridge = await show(<CheckpointsScreen />, {
    answers: { 'checkpoints.list': () => ({ archives: list, inPlace: [] }) },
  });
  await rowOf('many-0').click();
  showCheckpoint(`archive/${last}`);
  list = many;
  bridge.push('checkpoints.changed', undefined);
  await expect.element(rowOf('many-59')).toHaveAttribute('aria-selected', 'true');
  await expect.element(rowOf('many-59')).toBeInViewport();
  await expect.element(rowOf('many-59')).toHaveFocus();
  await expect.element(page.getByRole('complementary', { name: 'Checkpoint of many-59' })).toBeVisible();
});

// Chromium before 129 takes a part whose width is asked for in its style for one that is laid out by itself, as this is.
test('the menu opens where the pointer is, wherever in the window the table lies', async () => {
  await show(
    <div style={{ display: 'flex', flex: 1, minWidth: 0, margin: '44px 0 0 176px', contain: 'layout' }}>
      <CheckpointsScreen />
    </div>,
  );
  const row = rowOf('orders-db');
  await expect.element(row).toBeVisible();
  await row.click({ button: 'right', position: { x: 60, y: 8 } });
  const menu = page.getByRole('menu');
  await expect.element(menu).toBeVisible();
  const [at, from] = [menu, row].map((each) => each.element().getBoundingClientRect());
  expect(Math.abs((at?.left ?? 0) - (from?.left ?? 0) - 60)).toBeLessThan(12);
  expect(Math.abs((at?.top ?? 0) - (from?.top ?? 0) - 8)).toBeLessThan(12);
});

test('an engine that can’t tell what is frozen there is named beside the list, and asked again', async () => {
  const error = {
    code: 'engine-failed',
    message: 'It broke.',
    engineMessage: 'database is locked',
    hint: null,
  } as const;
  let unread = [{ engineId: 'podman-root', error }];
  await show(<CheckpointsScreen />, { answers: { 'checkpoints.list': () => ({ ...checkpointSamples, unread }) } });
  const alert = page.getByRole('alert');
  await expect.element(alert).toMatchTextContent(/frozen in place on .* is not listed: It broke\..*database is locked/);
  await expect.element(rowOf('orders-db')).toBeVisible();
  unread = [];
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect.element(alert).not.toBeInTheDocument();
});

test('a copy of an archive is saved where the user wants it, and it is said where', async () => {
  const bridge = await show(<CheckpointsScreen />, {
    answers: { 'checkpoints.save': () => ({ path: '/media/stick/orders-db.tar' }) },
  });
  await rowOf('orders-db').click();
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await expect.element(page.getByText('The copy is saved: /media/stick/orders-db.tar')).toBeVisible();
  const [asked] = checkpointSamples.archives;
  expect(bridge.inputs('checkpoints.save')).toMatchObject([{ archiveId: asked?.id }]);
});

test('an archive is restored by keys alone, under a new name', async () => {
  const taken = containerSample(7, { name: 'orders-db' });
  const bridge = await show(<CheckpointsScreen />, {
    containers: [taken],
    answers: { 'checkpoints.restore': () => ({ containerId: 'new', statistics: null }) },
  });
  await expect.element(rowOf('orders-db')).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{ArrowUp}');
  await expect.element(rowOf('orders-db')).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Enter}');
  const dialog = page.getByRole('dialog', { name: 'Restore orders-db' });
  await expect.element(dialog.getByRole('radio', { name: /The old one/ })).toBeDisabled();
  await expect.element(dialog.getByRole('checkbox', { name: /^Open TCP connections/ })).toBeDisabled();
  await expectAccessible();
  await userEvent.keyboard('{Tab}');
  await expect.element(dialog.getByLabelText('New name')).toHaveFocus();
  await userEvent.keyboard('orders-db');
  await expect.element(dialog).toMatchTextContent(/There is a container named “orders-db” already\./);
  await expect.element(dialog.getByRole('button', { name: 'Restore' })).toBeDisabled();
  await userEvent.keyboard('-2{Enter}');
  await expect.element(dialog).toMatchTextContent(/orders-db-2 runs again\./);
  expect(bridge.inputs('checkpoints.restore')).toMatchObject([
    {
      request: {
        from: 'archive',
        engineId: 'podman-root',
        archiveId: archiveSample('orders-db').id,
        name: 'orders-db-2',
        tcpEstablished: false,
        fileLocks: true,
        ignoreStaticIp: true,
        ignoreStaticMac: true,
        ports: null,
      },
    },
  ]);
  await expect.element(dialog.getByRole('button', { name: 'Show container' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(useNavigation.getState()).toMatchObject({ screen: 'containers', activeId: 'new' });
});

test('an archive’s ports are there to be changed, with who has them now', async () => {
  const ports = [
    { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 },
    { hostIp: '127.0.0.1', hostPort: 5300, containerPort: 53, protocol: 'udp', range: 2 },
  ];
  const shop = archiveSample('shop', { ports });
  const [web] = ports;
  const bridge = await show(<CheckpointsScreen />, {
    containers: [containerSample(1, { name: 'shop', ports: web === undefined ? [] : [web] })],
    answers: {
      'checkpoints.list': () => ({ archives: [shop], inPlace: [] }),
      'checkpoints.restore': () => ({ containerId: 'new', statistics: null }),
    },
  });
  await rowOf('shop').dblClick();
  const dialog = page.getByRole('dialog');
  const section = dialog.getByRole('region', { name: 'Ports on the host' });
  const port = section.getByRole('textbox', { name: 'Host port for 80/tcp' });
  await expect.element(port).toHaveValue('8080');
  await expect.element(section.getByRole('textbox', { name: 'Host port for 53–54/udp' })).toHaveValue('127.0.0.1:5300');
  await expect.element(section).toMatchTextContent(/80\/tcpshop has it now\./);
  await expectAccessible();
  const height = () => section.element().getBoundingClientRect().height;
  const before = height();
  await port.fill('nowhere');
  await expect.element(port).toBeInvalid();
  await expect.element(section).toMatchTextContent(/On the host: a port/);
  await expect.element(dialog.getByRole('button', { name: 'Restore' })).toBeDisabled();
  expect(height()).toBe(before);
  await port.fill('8081');
  await expect.element(section).not.toMatchTextContent(/has it now/);
  await userEvent.keyboard('{Enter}');
  const changed = [{ ...web, hostPort: 8081 }, ports[1]];
  await expect.poll(() => bridge.inputs('checkpoints.restore')).toMatchObject([{ request: { ports: changed } }]);
});

test('the field for a new name is there before it is chosen, and a Tab away after', async () => {
  await show(<CheckpointsScreen />);
  await rowOf('keycloak').dblClick();
  const dialog = page.getByRole('dialog');
  const name = dialog.getByLabelText('New name');
  await expect.element(name).toBeDisabled();
  const top = dialog.getByRole('button', { name: 'Restore' }).element().getBoundingClientRect().top;
  await dialog.getByText('A new one', { exact: true }).click();
  await expect.element(name).toBeEnabled();
  await expect.element(dialog.getByRole('radio', { name: /^A new one/ })).toHaveFocus();
  await userEvent.keyboard('{Tab}');
  await expect.element(name).toHaveFocus();
  expect(dialog.getByRole('button', { name: 'Restore' }).element().getBoundingClientRect().top).toBe(top);
});

test('a restore tells its phase and its bytes, fails in the engine’s words, and keeps what was chosen', async () => {
  const outcome = Promise.withResolvers<{ containerId: string; statistics: null }>();
  const restore = vi.fn((_request: { operationId: string }) => outcome.promise);
  const bridge = await show(<CheckpointsScreen />, { answers: { 'checkpoints.restore': restore } });
  await rowOf('playground').dblClick();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Open TCP connections').click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => restore.mock.calls.length).toBe(1);
  const operationId = restore.mock.calls[0]?.[0].operationId ?? '';
  bridge.push('operation.progress', { operationId: 'another', phase: 'finishing', bytes: null, totalBytes: null });
  bridge.push('operation.progress', { operationId, phase: 'reading', bytes: 1_048_576, totalBytes: 4_194_304 });
  const bar = dialog.getByRole('progressbar', { name: 'playground: reading the archive' });
  await expect.element(bar).toHaveAttribute('aria-valuenow', '0.25');
  await expect.element(dialog).toMatchTextContent(/1\.00 MiB of 4\.00 MiB/);
  bridge.push('operation.progress', { operationId, phase: 'restoring', bytes: null, totalBytes: null });
  await expect.element(dialog.getByRole('progressbar', { name: /restoring the processes/ })).toBeVisible();
  await expectAccessible();
  outcome.reject(
    new GantryError({
      code: 'criu',
      message: 'It failed.',
      engineMessage: 'inet: Connected TCP socket',
      hint: 'Do so.',
    }),
  );
  await expect.element(dialog.getByRole('alert')).toMatchTextContent(/It failed\.inet: Connected TCP socketDo so\./);
  await dialog.getByRole('button', { name: 'Back to the options' }).click();
  await expect.element(dialog.getByRole('checkbox', { name: /^Open TCP connections/ })).toBeChecked();
});

test('a restore is called off while the archive is read, and is back at its options; later there is no Cancel', async () => {
  const outcome = Promise.withResolvers<{ containerId: string; statistics: null }>();
  const restore = vi.fn((_request: { operationId: string }) => outcome.promise);
  const bridge = await show(<CheckpointsScreen />, {
    answers: { 'checkpoints.restore': restore, 'operations.cancel': () => undefined },
  });
  await rowOf('playground').dblClick();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => restore.mock.calls.length).toBe(1);
  const operationId = restore.mock.calls[0]?.[0].operationId ?? '';
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  bridge.push('operation.progress', { operationId, phase: 'restoring', bytes: null, totalBytes: null });
  await expect.element(dialog.getByRole('progressbar', { name: /restoring the processes/ })).toBeVisible();
  await expect.element(cancel).not.toBeInTheDocument();
  bridge.push('operation.progress', { operationId, phase: 'reading', bytes: 1, totalBytes: 4 });
  await cancel.click();
  expect(bridge.inputs('operations.cancel')).toEqual([{ operationId }]);
  outcome.reject(new GantryError({ code: 'cancelled', message: 'Called off.' }));
  await expect.element(dialog.getByRole('button', { name: 'Restore' })).toBeVisible();
  await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
});

test('one in place is restored with what it holds, unless something else is chosen', async () => {
  const place = placeSample('holds-tcp', { tcpEstablished: true, fileLocks: false });
  const bridge = await show(<CheckpointsScreen />, {
    answers: {
      'checkpoints.list': () => ({ archives: [], inPlace: [place] }),
      'checkpoints.restore': () => ({ containerId: place.containerId, statistics: null }),
    },
  });
  await rowOf('holds-tcp').dblClick();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('checkbox', { name: /^Open TCP connections/ })).toBeChecked();
  await expect.element(dialog.getByRole('checkbox', { name: /^File locks/ })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect
    .poll(() => bridge.inputs('checkpoints.restore'))
    .toMatchObject([{ request: { from: 'place', tcpEstablished: true, fileLocks: false } }]);
});

test('one freeze that is kept in both ways is one row, and comes back in the way that is chosen', async () => {
  const both = archiveSample('both');
  const place = placeSample('both', { archiveId: both.id });
  const bridge = await show(<CheckpointsScreen />, {
    containers: [containerSample(1, { id: place.containerId, name: 'both', checkpointed: true })],
    answers: {
      'checkpoints.list': () => ({ archives: [both], inPlace: [place] }),
      'checkpoints.restore': () => ({ containerId: 'back', statistics: null }),
    },
  });
  await rowOf('both').click();
  expect(names()).toEqual(['both']);
  await expect.element(page.getByRole('complementary')).toMatchTextContent(/is frozen at this checkpoint/);
  await userEvent.keyboard('{Delete}');
  await expect.element(page.getByRole('alertdialog')).toMatchTextContent(/stays frozen in place, and can still/);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => rowOf('both').element().contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Enter}');
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('radio', { name: /^The frozen container/ })).toHaveFocus();
  await expect.element(dialog).toMatchTextContent(/The archive of this freeze stays/);
  await expect.element(dialog).not.toMatchTextContent(/used up/);
  await expectAccessible();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(dialog.getByLabelText('New name')).toHaveValue('both-restored');
  await userEvent.keyboard('{ArrowUp}{Enter}');
  await expect.element(dialog).toMatchTextContent(/both runs again/);
  const { containerId } = place;
  expect(bridge.inputs('checkpoints.restore')).toMatchObject([{ request: { from: 'place', containerId } }]);
});

test('one freeze that is kept in both ways comes back from its archive while the engine of its container is away', async () => {
  const error = { code: 'engine-unreachable', message: 'It is gone.', engineMessage: null, hint: null } as const;
  const lost = engineSample({ connection: { state: 'lost', since: 0, nextTryAt: null, error } });
  const rootless = engineSample({ id: 'podman-user', name: 'Podman (rootless)' });
  const both = archiveSample('both');
  const place = placeSample('both', { archiveId: both.id });
  const bridge = await show(<CheckpointsScreen />, {
    engines: [lost, rootless],
    answers: {
      'checkpoints.list': () => ({ archives: [both], inPlace: [place] }),
      'checkpoints.restore': () => ({ containerId: 'back', statistics: null }),
    },
  });
  await expect.element(rowOf('both')).toMatchTextContent(/also in place \(last known\)/);
  await rowOf('both').click();
  await expect.element(page.getByRole('complementary')).toMatchTextContent(/was frozen at this checkpoint when its/);
  await userEvent.keyboard('{Enter}');
  const dialog = page.getByRole('dialog');
  await expect.element(dialog.getByRole('radio', { name: /^The archive/ })).toBeChecked();
  await expect.element(dialog).toMatchTextContent(/The frozen containerIts engine doesn’t answer now/);
  // No list of it has come yet.
  await dialog.getByText('A new one', { exact: true }).click();
  await expect.element(dialog).toMatchTextContent(/The engine refuses a name that is taken/);
  await expectAccessible();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect
    .poll(() => bridge.inputs('checkpoints.restore'))
    .toMatchObject([{ request: { from: 'archive', engineId: 'podman-user', archiveId: both.id } }]);
});

test('a restore that goes on in the background ends over the list', async () => {
  const outcome = Promise.withResolvers<{ containerId: string; statistics: null }>();
  await show(<CheckpointsScreen />, { answers: { 'checkpoints.restore': () => outcome.promise } });
  await rowOf('keycloak').dblClick();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Go on in the background' }).click();
  await expect.element(page.getByRole('progressbar', { name: 'keycloak: starting' })).toBeVisible();
  outcome.resolve({ containerId: 'back', statistics: null });
  await expect.element(page.getByText('keycloak runs again.')).toBeVisible();
  await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Show container' }).click();
  expect(useNavigation.getState().activeId).toBe('back');
});

test('a faulty archive shows its fault, can’t be restored, and can be deleted', async () => {
  let list: CheckpointList = checkpointSamples;
  const bridge = await show(<CheckpointsScreen />, {
    answers: {
      'checkpoints.list': () => list,
      'checkpoints.delete': () => {
        list = { ...list, archives: list.archives.filter(({ fault }) => fault === null) };
        return undefined;
      },
    },
  });
  await rowOf('cut-short').click();
  await expect.element(page.getByRole('complementary')).toMatchTextContent(/It is broken or cut short\./);
  await expect.element(page.getByRole('button', { name: 'Restore…' })).toBeDisabled();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await userEvent.keyboard('{Delete}');
  const question = page.getByRole('alertdialog', { name: 'Delete the archive?' });
  await expect.element(question.getByRole('button', { name: 'Cancel' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(bridge.inputs('checkpoints.delete')).toEqual([]);
  await userEvent.keyboard('{Delete}');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect.element(question).not.toBeInTheDocument();
  expect(bridge.inputs('checkpoints.delete')).toEqual([{ archiveId: archiveSample('cut-short').id }]);
  bridge.push('checkpoints.changed', undefined);
  await expect.element(rowOf('cut-short')).not.toBeInTheDocument();
});

test('the menu opens by keys, and shows the file', async () => {
  const bridge = await show(<CheckpointsScreen />, { answers: { 'checkpoints.reveal': () => undefined } });
  await rowOf('keycloak').click();
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  await expect.element(page.getByRole('menu', { name: 'Checkpoint' })).toBeVisible();
  await expectAccessible();
  await page.getByRole('menuitem', { name: 'Show file' }).click();
  expect(bridge.inputs('checkpoints.reveal')).toEqual([{ archiveId: archiveSample('keycloak').id }]);
});

test('one in place says what would discard it, in the menu, at the side and by its key', async () => {
  const bridge = await show(<CheckpointsScreen />);
  await rowOf('playground').click();
  await expect.element(page.getByRole('complementary')).toMatchTextContent(/started afresh or removed/);
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  const entry = page.getByRole('menuitem', { name: /^Delete/ });
  await expect.element(entry).toHaveAttribute('aria-disabled', 'true');
  await expect.element(entry).toMatchTextContent(/It goes with its container/);
  await expectAccessible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => rowOf('playground').element().contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Delete}');
  const remark = page.getByRole('status', { name: 'Remark' });
  await expect
    .element(remark)
    .toMatchTextContent(/of playground can’t be deleted by itself\. It goes with its container/);
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  expect(bridge.inputs('checkpoints.delete')).toEqual([]);
});

test('a remark goes with the next thing that is done, and with its screen', async () => {
  await setStage({});
  const { unmount } = await render(<CheckpointsScreen />);
  const remark = page.getByRole('status', { name: 'Remark' });
  await rowOf('playground').click();
  await userEvent.keyboard('{Delete}');
  await expect.element(remark).toMatchTextContent(/by itself/);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(remark.element().textContent).toBe('');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => rowOf('playground').element().contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Delete}');
  await expect.element(remark).toMatchTextContent(/by itself/);
  await unmount();
  await render(<CheckpointsScreen />);
  await expect.element(rowOf('playground')).toBeVisible();
  expect(remark.element().textContent).toBe('');
});

test('what isn’t known of a checkpoint is called so', async () => {
  await show(<CheckpointsScreen />, {
    answers: {
      'checkpoints.list': () => ({
        archives: [archiveSample('elsewhere', { leftRunning: null })],
        inPlace: [placeSample('far')],
      }),
    },
  });
  const aside = page.getByRole('complementary');
  await rowOf('elsewhere').click();
  await expect.element(aside).toMatchTextContent(/TCP connectionsnone in it.*Containernot known/);
  await rowOf('far').click();
  await expect.element(aside).toMatchTextContent(/TCP connectionsnot knownFile locksnot known/);
});

test('an empty list teaches, and an archive is added; what is none is refused in its place', async () => {
  let list: CheckpointList = { archives: [], inPlace: [] };
  const add = vi.fn(() => {
    if (add.mock.calls.length === 1) throw new GantryError({ code: 'invalid', message: 'It is no archive.' });
    list = { archives: [archiveSample('added')], inPlace: [] };
    return { archiveId: archiveSample('added').id };
  });
  const bridge = await show(<CheckpointsScreen />, {
    answers: { 'checkpoints.list': () => list, 'checkpoints.add': add },
  });
  await expect.element(page.getByText('No checkpoints yet')).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Add archive…' }).first().click();
  await expect.element(page.getByRole('alert')).toMatchTextContent(/It is no archive\./);
  await page.getByRole('button', { name: 'Add archive…' }).first().click();
  bridge.push('checkpoints.changed', undefined);
  await expect.element(rowOf('added')).toHaveAttribute('aria-selected', 'true');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('an archive that takes its time to be copied tells how far it is', async () => {
  const outcome = Promise.withResolvers<null>();
  const bridge = await show(<CheckpointsScreen />, { answers: { 'checkpoints.add': () => outcome.promise } });
  await page.getByRole('button', { name: 'Add archive…' }).click();
  await expect.poll(() => bridge.inputs('checkpoints.add')).toHaveLength(1);
  const [operationId = ''] = useOperations.getState().running.keys();
  bridge.push('operation.progress', { operationId, phase: 'writing', bytes: 2 ** 30, totalBytes: 2 ** 32 });
  const bar = page.getByRole('progressbar', { name: 'New archive: writing the archive' });
  await expect.element(bar).toHaveAttribute('aria-valuenow', '0.25');
  outcome.resolve(null);
  await expect.element(bar).not.toBeInTheDocument();
});

test('a list that can’t be read says why, and is read again', async () => {
  const list = vi.fn(() => {
    if (list.mock.calls.length === 1) throw new GantryError({ code: 'denied', message: 'It could not be read.' });
    return checkpointSamples;
  });
  await show(<CheckpointsScreen />, { answers: { 'checkpoints.list': list } });
  await expect.element(page.getByRole('alert')).toMatchTextContent(/It could not be read\./);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(rowOf('keycloak')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('says what can’t be done, and what is only as last known', async () => {
  const reason = 'This engine runs without root, and CRIU needs root.';
  const rootless = engineSample({
    id: 'mine',
    name: 'Podman (you)',
    capabilities: { ...allCapabilities, checkpoint: { supported: false, reason } },
  });
  const error = { code: 'engine-unreachable', message: 'It is gone.', engineMessage: null, hint: null } as const;
  const lost = engineSample({ connection: { state: 'lost', since: 0, nextTryAt: null, error } });
  const criu = { id: 'criu', title: 'CRIU', found: null, cost: 'No checkpoints.', remedy: 'Install `criu`.' };
  await show(<CheckpointsScreen />, {
    engines: [lost, rootless],
    answers: { 'app.doctor': () => ({ items: [{ ...criu, state: 'missing' }] }) },
  });
  await expect.element(page.getByText(reason)).toBeVisible();
  await expect.element(page.getByText('Podman (root) doesn’t answer')).toBeVisible();
  await expect.element(page.getByText('CRIU is missing')).toBeVisible();
  await expect.element(rowOf('playground')).toHaveAttribute('data-stale');
  await expectAccessible();
  await rowOf('keycloak').dblClick();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog).toMatchTextContent(/Podman \(root\): it doesn’t answer\. It is gone\./);
  await expect.element(dialog).toMatchTextContent(new RegExp(`Podman \\(you\\): ${reason}`));
  await expect.element(dialog.getByRole('button', { name: 'Restore' })).not.toBeInTheDocument();
  await dialog.getByRole('button', { name: 'What this machine lacks' }).click();
  expect(useNavigation.getState().screen).toBe('engine');
});

test('where SELinux is off, the title says so once', async () => {
  await show(<CheckpointsScreen />, {
    engines: [engineSample({}, false)],
    answers: { 'checkpoints.list': () => ({ archives: [], inPlace: [placeSample('plain')] }) },
  });
  await expect.element(page.getByRole('columnheader', { name: 'SELinux off' })).toBeVisible();
  expect(rowOf('plain').element().querySelector('[data-column=selinuxType]')?.textContent).toBe('');
});

test.each([true, false])('a narrow table shows first what tells most: SELinux %s', async (enabled) => {
  await show(<CheckpointsScreen />, {
    engines: [engineSample({}, enabled)],
    ...(enabled ? {} : { answers: { 'checkpoints.list': () => ({ archives: [], inPlace: [placeSample('plain')] }) } }),
  });
  const title = (name: string) => page.getByRole('columnheader', { name });
  const last = { 424: enabled ? 'Size' : 'Kept', 704: enabled ? 'OCI runtime' : 'SELinux off' };
  for (const [width, name] of Object.entries(last)) {
    await page.viewport(Number(width), 600);
    await expect.poll(() => title(name).element().getBoundingClientRect().right).toBeLessThanOrEqual(Number(width));
    const made = table().element().querySelector('td[data-column=createdAt]');
    expect(made?.scrollWidth).toBe(made?.clientWidth);
  }
});

test.each([true, false])(
  'what is kept is whole before the image is, and nothing is scrolled to: SELinux %s',
  async (enabled) => {
    const processLabel = enabled ? archiveSample('web').processLabel : '';
    const all = { tcpEstablished: true, fileLocks: true, leftRunning: true };
    const archives = [
      archiveSample('orders-db', { ...all, processLabel }),
      archiveSample('web', { leftRunning: true, processLabel }),
    ];
    await show(<CheckpointsScreen />, {
      engines: [engineSample({}, enabled)],
      answers: { 'checkpoints.list': () => ({ archives, inPlace: [] }) },
    });
    const kept = (name: string): HTMLElement | null => rowOf(name).element().querySelector('td[data-column=kept]');
    const isWhole = (name: string): boolean => (kept(name)?.scrollWidth ?? 1) <= (kept(name)?.clientWidth ?? 0);
    const scroll = (): number => {
      const place = table().element().parentElement;
      return place === null ? Number.NaN : place.scrollWidth - place.clientWidth;
    };
    // A window of 1280 beside the details; of 1000, whole and less a scroll bar; and wider ones.
    for (const width of [704, 812, 824, 900, 1104]) {
      await page.viewport(width, 600);
      await expect.poll(() => table().element().parentElement?.clientWidth).toBe(width);
      expect([width, scroll(), isWhole('web'), isWhole('orders-db')]).toEqual([width, 0, true, width > 704]);
    }
  },
);
