import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CheckpointResult } from '../../shared/checkpoint.ts';
import { GantryError } from '../../shared/errors.ts';
import type { SessionSummary } from '../../shared/session.ts';
import { allCapabilities, containerSample, engineSample } from '../bridge/testing/samples.ts';
import { ask, closeQuestion } from '../containers/commands/ask.ts';
import { Questions } from '../containers/commands/Questions.tsx';
import { detailsOf } from '../details/testing/samples.ts';
import { useActions } from '../state/actions.ts';
import { useNavigation } from '../state/navigation.ts';
import { useOperations } from '../state/operations.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { archiveSample, statistics } from './testing/samples.ts';
import { show } from './testing/stage.tsx';

const web = containerSample(1, { name: 'web' });
const db = containerSample(2, { name: 'db' });
const made = (containerId: string): CheckpointResult => ({ containerId, archive: null, statistics });
const dialog = () => page.getByRole('dialog');
const button = (name: string) => dialog().getByRole('button', { name, exact: true });
const option = (name: RegExp) => dialog().getByRole('checkbox', { name });

beforeEach(closeQuestion);

/** As the command of the list does it. */
function askFor(...containers: readonly (typeof web)[]): void {
  ask({ about: 'freeze', engineId: 'podman-root', containers });
}

test('every option reaches the engine, by keys alone; the row tells of it, and the figures are shown', async () => {
  const outcome = Promise.withResolvers<CheckpointResult>();
  const bridge = await show(<Questions />, {
    containers: [web],
    answers: { 'checkpoints.create': () => outcome.promise },
  });
  askFor(web);
  await expect.element(page.getByRole('dialog', { name: 'Freeze web' })).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard('{Tab} {Tab} {Tab} {Enter}');
  await expect
    .poll(() => bridge.inputs('checkpoints.create'))
    .toMatchObject([
      {
        engineId: 'podman-root',
        containerId: web.id,
        request: { to: 'archive', leaveRunning: true, tcpEstablished: true, fileLocks: true },
      },
    ]);
  expect(useActions.getState().pending.get(web.id)?.doing).toBe('freeze');
  const [operationId = ''] = useOperations.getState().running.keys();
  bridge.push('operation.progress', { operationId, phase: 'freezing', bytes: null, totalBytes: null });
  await expect.element(dialog().getByRole('progressbar', { name: 'web: freezing the processes' })).toBeVisible();
  bridge.push('operation.progress', { operationId, phase: 'writing', bytes: 3 * 2 ** 20, totalBytes: null });
  await expect.element(dialog().getByRole('progressbar', { name: 'web: writing the archive' })).toBeVisible();
  await expect.element(dialog()).toMatchTextContent('3.00 MiB');
  outcome.resolve({ ...made(web.id), archive: archiveSample('web', { leftRunning: true }) });
  await expect.element(page.getByRole('dialog', { name: 'web: checkpoint made' })).toBeVisible();
  await expect.element(dialog()).toMatchTextContent(/web was frozen into web-.*, 31\.9 MiB, and runs on\./);
  await expect.element(dialog().getByRole('row', { name: /^Frozen/ })).toMatchTextContent('112 ms');
  await expect.element(dialog().getByRole('row', { name: /^Pages written/ })).toMatchTextContent('8,120');
  await expectAccessible();
  expect(useActions.getState().pending.size).toBe(0);
  await expect.element(button('Close')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog()).not.toBeInTheDocument();
});

test('warns before of what CRIU refuses: a terminal under an init', async () => {
  const details = detailsOf(web, { terminal: true, init: true });
  await show(<Questions />, { containers: [web], answers: { 'containers.inspect': () => details } });
  askFor(web);
  await expect.element(dialog()).toMatchTextContent(/It has a terminal and an init: CRIU refuses most of these/);
  await expectAccessible();
});

test('says that an archive could not be read back, as soon as it is made', async () => {
  const archive = archiveSample('web', { fault: 'It is broken or cut short.' });
  await show(<Questions />, {
    containers: [web],
    answers: { 'checkpoints.create': () => ({ ...made(web.id), archive }) },
  });
  askFor(web);
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent(/can’t be restored.*It is broken or cut short\. Freeze it again/);
  await expectAccessible();
});

test('says of one that went with its freeze what is left of it, whether its archive is sound or not', async () => {
  const brief = containerSample(3, { name: 'brief', autoRemove: true });
  let archive = archiveSample('brief');
  await show(<Questions />, {
    containers: [brief],
    answers: { 'checkpoints.create': () => ({ ...made(brief.id), archive }) },
  });
  askFor(brief);
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent(/brief was frozen into .*, and removed\./);
  closeQuestion();
  await expect.element(dialog()).not.toBeInTheDocument();
  archive = archiveSample('brief', { fault: 'It is broken or cut short.' });
  askFor(brief);
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent(/It is broken or cut short\. The container is gone/);
  await expect.element(dialog()).not.toMatchTextContent(/Freeze it again|restored in place/);
  await expectAccessible();
  closeQuestion();
  await expect.element(dialog()).not.toBeInTheDocument();
  archive = archiveSample('brief', { fault: 'It is broken or cut short.', leftRunning: true });
  askFor(brief);
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent(/It is broken or cut short\. Freeze it again\./);
});

test('tells where the archive is, and leads to it by keys', async () => {
  const archive = archiveSample('web');
  await show(<Questions />, {
    containers: [web],
    answers: { 'checkpoints.create': () => ({ ...made(web.id), archive }) },
  });
  askFor(web);
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent(archive.path);
  await expect.element(button('Close')).toHaveFocus();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(button('Show checkpoint of web')).toHaveFocus();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(button('Copy the path')).toHaveFocus();
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(useNavigation.getState()).toMatchObject({ screen: 'checkpoints', checkpoint: `archive/${archive.id}` });
});

test('in place can’t leave it running, and says why', async () => {
  const bridge = await show(<Questions />, {
    containers: [web],
    answers: { 'checkpoints.create': ({ containerId }) => made(containerId) },
  });
  askFor(web);
  await dialog().getByText('Leave it running').click();
  await expect.element(option(/^Leave it running/)).toBeChecked();
  await dialog().getByText('In place', { exact: true }).click();
  await expect.element(option(/^Leave it running Only with an archive/)).toBeDisabled();
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent('web is frozen in place.');
  expect(bridge.inputs('checkpoints.create')).toMatchObject([{ request: { to: 'place', leaveRunning: false } }]);
  await button('Show checkpoint of web').click();
  expect(useNavigation.getState()).toMatchObject({ checkpoint: `place/podman-root/${web.id}` });
});

test('says that one is removed by the freeze, which can’t be in place then', async () => {
  const brief = containerSample(3, { name: 'brief', autoRemove: true });
  await show(<Questions />, { containers: [web, brief] });
  askFor(brief);
  await expect.element(dialog()).toMatchTextContent(/It is removed by the freeze.*only the archive stays/);
  const place = dialog().getByRole('radio', { name: /^In place/ });
  await expect.element(place).toBeDisabled();
  await expect.element(dialog()).toMatchTextContent(/nothing would be left to restore/);
  await expectAccessible();
  const leave = dialog().getByText('Leave it running');
  const before = leave.element().getBoundingClientRect().top;
  await leave.click();
  await expect.element(dialog()).toMatchTextContent(/It is removed when it ends/);
  expect(leave.element().getBoundingClientRect().top).toBe(before);
  closeQuestion();
  await expect.element(dialog()).not.toBeInTheDocument();
  askFor(web, brief);
  await expect.element(dialog()).toMatchTextContent(/brief: removed by the freeze/);
  await expect.element(place).toBeDisabled();
  closeQuestion();
  await expect.element(dialog()).not.toBeInTheDocument();
  askFor(web);
  await expect.element(place).toBeEnabled();
  await expect.element(dialog()).not.toMatchTextContent(/removed by the freeze/);
});

test('of a selection each takes its turn; what fails is told in its place and at its row, and is tried again', async () => {
  const create = vi.fn(({ containerId }: { containerId: string }) => {
    if (containerId === web.id && create.mock.calls.length === 1) {
      throw new GantryError({ code: 'criu', message: 'web was not frozen.', engineMessage: 'Connected TCP socket' });
    }
    return made(containerId);
  });
  const bridge = await show(<Questions />, { containers: [web, db], answers: { 'checkpoints.create': create } });
  askFor(web, db);
  await expect.element(dialog()).toMatchTextContent('web, db');
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent('db is frozen in place.');
  await expect.element(dialog().getByRole('alert')).toMatchTextContent('Connected TCP socket');
  expect(useActions.getState().failures.get(web.id)?.error.engineMessage).toBe('Connected TCP socket');
  await button('Back to the options').click();
  await expect.element(page.getByRole('dialog', { name: 'Freeze web' })).toBeVisible();
  await dialog().getByText('Open TCP connections').click();
  await button('Freeze').click();
  await expect.element(dialog()).toMatchTextContent('web is frozen in place.');
  expect(bridge.inputs('checkpoints.create')).toMatchObject([
    { containerId: web.id },
    { containerId: db.id },
    { containerId: web.id, request: { tcpEstablished: true } },
  ]);
  expect(useActions.getState().failures.size).toBe(0);
});

test('one that goes on in the background fails at its row, from where it is tried again', async () => {
  const first = Promise.withResolvers<CheckpointResult>();
  const create = vi.fn(() => (create.mock.calls.length === 1 ? first.promise : made(web.id)));
  await show(<Questions />, { containers: [web], answers: { 'checkpoints.create': create } });
  askFor(web);
  await button('Freeze').click();
  await button('Go on in the background').click();
  await expect.element(dialog()).not.toBeInTheDocument();
  first.reject(new GantryError({ code: 'disk-full', message: 'There is no room.' }));
  await expect.poll(() => useActions.getState().failures.get(web.id)?.error.message).toBe('There is no room.');
  useActions.getState().failures.get(web.id)?.retry?.([web.id]);
  await expect.poll(() => create.mock.calls.length).toBe(2);
  await expect.poll(() => useActions.getState().pending.size).toBe(0);
  expect(useActions.getState().failures.size).toBe(0);
});

test('warns of terminals that would end', async () => {
  const session: SessionSummary = {
    id: 'session',
    engineId: 'podman-root',
    containerId: web.id,
    containerName: 'web',
    kind: 'exec',
    command: ['sh'],
    terminal: true,
    endsInput: false,
    state: { state: 'running' },
    openedAt: 0,
  };
  await show(<Questions />, {
    containers: [web, db],
    answers: {
      'sessions.list': () => [session],
      'containers.openExecSessions': ({ containerId }) => (containerId === web.id ? 2 : 3),
    },
  });
  askFor(web);
  await expect.element(dialog()).toMatchTextContent('A terminal is open in it, and one exec session from outside');
  await expect.element(dialog()).toMatchTextContent(/they end, and a restore doesn’t start them again/);
  await dialog().getByText('Leave it running').click();
  await expect.element(dialog()).toMatchTextContent(/they run on here, and are missing in what is restored/);
  closeQuestion();
  await expect.element(dialog()).not.toBeInTheDocument();
  askFor(db);
  await expect.element(dialog()).toMatchTextContent('3 exec sessions from outside of Gantry are open in it');
});

test('says so where it can’t be found out whether terminals are open', async () => {
  const error = new GantryError({ code: 'engine-failed', message: 'It failed.', engineMessage: 'database is locked' });
  await show(<Questions />, {
    containers: [web],
    answers: { 'containers.openExecSessions': () => Promise.reject(error) },
  });
  askFor(web);
  await expect.element(dialog()).toMatchTextContent(/could not be found out.*database is locked/);
});

test('an engine that can’t says why', async () => {
  const checkpoint = { supported: false, reason: 'CRIU needs root.' } as const;
  const engine = engineSample({ capabilities: { ...allCapabilities, checkpoint } });
  await show(<Questions />, { engines: [engine], containers: [web] });
  askFor(web);
  await expect.element(dialog()).toMatchTextContent('Podman (root) can’t make checkpointsCRIU needs root.');
  await expect.element(button('Freeze')).not.toBeInTheDocument();
  await expectAccessible();
});
