import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import { GantryError } from '../../shared/errors.ts';
import { closeQuestion, useQuestion } from '../containers/commands/ask.ts';
import { useContainers } from '../state/containers.ts';
import { useEngines } from '../state/engines.ts';
import { openSession, setPaneOpen } from '../state/sessions.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { db, dialog, expectTerminalHasKeys, rows, screen, status, web } from './testing/look.ts';
import { FakeMain, selectContainer, showPane, showSessions } from './testing/pane.tsx';
import { summary } from './testing/stage.ts';

describe('without a terminal', () => {
  let main: FakeMain;
  beforeEach(() => {
    main = new FakeMain();
    setPaneOpen(true);
  });

  test('the pane teaches how to come by one, and opens it in the selected container at its own size', async () => {
    const { id } = selectContainer();
    await showPane();
    await expect.element(page.getByText('No terminals yet')).toBeVisible();
    await expectAccessible();
    await page.getByRole('button', { name: 'Open one in web' }).click();
    await expect.element(page.getByRole('tab', { name: 'web: /bin/bash, running' })).toBeVisible();
    const terminal = document.querySelector('[title="Columns × rows"]')?.textContent;
    const [request] = main.bridge.inputs('sessions.open');
    expect(request).toMatchObject({ containerId: id, kind: 'exec', command: null });
    const { columns, rows: lines } = Reflect.get(Object(request), 'size');
    expect(`${columns} × ${lines}`).toBe(terminal);
    expect(columns).toBeGreaterThan(90);
    // It can be typed in at once.
    await expectTerminalHasKeys();
    await userEvent.keyboard('ls');
    const port = await main.port('session-1');
    await expect.poll(() => port.input).toBe('ls');
  });

  test('nothing is offered that can’t be done', async () => {
    selectContainer({ state: 'exited' });
    await showPane();
    await expect.element(page.getByText('No terminals yet')).toBeVisible();
    await expect.element(page.getByRole('button', { name: /Open one/ })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'New terminal' })).toHaveAttribute('aria-disabled', 'true');
  });

  test('what takes long is said, and what fails in the engine’s own words, with a way on', async () => {
    const failed = Promise.withResolvers<never>();
    main.bridge.answer({ 'sessions.open': () => failed.promise });
    await showPane();
    const opening = openSession('engine-1', 'container-1', 'exec');
    await expect.element(page.getByText('Opening a terminal…')).toBeVisible();
    failed.reject(
      new GantryError({ code: 'engine-failed', message: 'Nothing was opened in web.', engineMessage: 'no space left' }),
    );
    expect(await opening).toBeNull();
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent('no space left');
    await expectAccessible();
    main.bridge.answer({ 'sessions.open': () => summary({ id: 'again' }) });
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('tab')).toBeVisible();
    await expect.element(alert).not.toBeInTheDocument();
    expect(main.bridge.inputs('sessions.open')[1]).toEqual(main.bridge.inputs('sessions.open')[0]);
  });
});

describe('a session', () => {
  test('that has ended says its code, and Enter starts it again; no other key reaches a program', async () => {
    const { main, port } = await showSessions(web);
    port.output('bye\r\n');
    // What the port said before has arrived: it can't be taken for news.
    await expect.element(rows()).toMatchTextContent('bye');
    main.tell('web', { state: 'ended', exitCode: 3 });
    await expect.element(status()).toHaveTextContent('Exited with code 3 · Enter starts it again');
    await expect.element(page.getByRole('tab', { name: /ended/ })).toBeVisible();
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.bridge.inputs('sessions.restart')).toEqual([{ sessionId: 'web' }]);
    await expect.element(status()).toHaveTextContent('');
    expect(port.input).toBe('');
    await expect.element(rows()).toMatchTextContent('bye');
  });

  test('that could not begin says why, and what else can be done', async () => {
    const error = {
      code: 'not-found',
      message: 'There is no shell in web.',
      engineMessage: null,
      hint: 'Attach.',
    } as const;
    const { main } = await showSessions(summary({ id: 'web', containerId: 'c', state: { state: 'failed', error } }));
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent('There is no shell in web.');
    await expectAccessible();
    await alert.getByRole('button', { name: 'Attach to its first process' }).click();
    await expect.poll(() => main.bridge.inputs('sessions.open')).toMatchObject([{ containerId: 'c', kind: 'attach' }]);
    await expect.element(alert).not.toBeInTheDocument();
  });

  test('that has failed is started again by Enter, and its failure can be put out of the way of the text', async () => {
    const error = { code: 'engine-unreachable', message: 'It broke off.', engineMessage: null, hint: null } as const;
    const { main, port } = await showSessions(web);
    port.output('the last words\r\n');
    await expect.element(rows()).toMatchTextContent('the last words');
    main.tell('web', { state: 'failed', error });
    await expect.element(status()).toHaveTextContent('Failed · Enter starts it again');
    const alert = page.getByRole('alert');
    await alert.getByText('It broke off.').click();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.bridge.inputs('sessions.restart')).toEqual([{ sessionId: 'web' }]);
    await expect.element(alert).not.toBeInTheDocument();

    main.tell('web', { state: 'failed', error });
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(alert).not.toBeInTheDocument();
    await expectTerminalHasKeys();
    await expect.element(status()).toHaveTextContent('Failed · Enter starts it again');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => main.bridge.inputs('sessions.restart')).toHaveLength(2);
    // What fails anew is said anew.
    main.tell('web', { state: 'failed', error });
    await expect.element(alert).toBeVisible();
  });

  test('that would end a container’s input says so, and leads to its log or begins all the same', async () => {
    const error = { code: 'needs-consent', message: 'web takes its input.', engineMessage: null, hint: null } as const;
    const refused = summary({ id: 'web', containerId: 'c', kind: 'attach', state: { state: 'failed', error } });
    const { main } = await showSessions(refused);
    const alert = page.getByRole('alert');
    await expect.element(alert.getByRole('button', { name: 'Show its log' })).toBeVisible();
    expect(alert.getByRole('button', { name: 'Try again' }).query()).toBeNull();
    await expectAccessible();
    await alert.getByRole('button', { name: 'Attach all the same' }).click();
    await expect
      .poll(() => main.bridge.inputs('sessions.open'))
      .toMatchObject([{ containerId: 'c', kind: 'attach', mayEndInput: true }]);
    await expect.poll(() => main.bridge.inputs('sessions.close')).toEqual([{ sessionId: 'web' }]);
  });

  test('that would end a container’s input is not closed without a question', async () => {
    const { main } = await showSessions(summary({ id: 'web', kind: 'attach', terminal: false, endsInput: true }));
    await expectTerminalHasKeys();
    await userEvent.keyboard('{Control>}{Shift>}W{/Shift}{/Control}');
    await expect.element(dialog()).toMatchTextContent('closes its standard input for good');
    await expectAccessible();
    expect(main.bridge.inputs('sessions.close')).toEqual([]);
    await dialog().getByRole('button', { name: 'Close its input' }).click();
    await expect.poll(() => main.bridge.inputs('sessions.close')).toEqual([{ sessionId: 'web' }]);
  });

  test('has a tab whose title a program may set, but not bend', async () => {
    const { port } = await showSessions(web, db);
    port.output('\x1b]0;evil\u202e\u2066 title\x07');
    await expect.element(page.getByRole('tab', { name: 'web: evil title, running' })).toBeVisible();
    await page.getByRole('tab', { name: /orders-db/ }).click();
    port.output('\x07');
    await expect.element(page.getByRole('tab', { name: /the bell rang/ })).toBeVisible();
    await page.getByRole('tab', { name: /web/ }).click();
    await expect.element(page.getByRole('tab', { name: /the bell rang/ })).not.toBeInTheDocument();
  });
});

describe('running something else', () => {
  test('in a container without a shell takes words as they are, a user and a folder', async () => {
    const error = { code: 'not-found', message: 'There is no shell in web.', engineMessage: null, hint: null } as const;
    const { main } = await showSessions(summary({ id: 'web', state: { state: 'failed', error } }));
    await page.getByRole('button', { name: 'Run something else…' }).click();
    const form = page.getByRole('dialog', { name: 'Run in web' });
    await expect.element(form.getByLabelText('Command')).toHaveFocus();
    await expectAccessible();
    await userEvent.keyboard('env "A B');
    await expect.element(form).toMatchTextContent('A quote isn’t closed.');
    await userEvent.keyboard('=1"');
    await form.getByLabelText('User').fill('nobody');
    await form.getByLabelText('Working folder').fill('/srv');
    await userEvent.keyboard('{Enter}');
    const request = { kind: 'exec', command: ['env', 'A B=1'], user: 'nobody', workingDirectory: '/srv' };
    await expect.poll(() => main.bridge.inputs('sessions.open')).toMatchObject([request]);
    await expect.element(page.getByRole('tab', { name: "web 2: env 'A B=1', running" })).toBeVisible();
    await expectTerminalHasKeys();
  });
});

test.for([
  ['exec', false, 'The engine is back: Enter starts it again.', 'Failed · ', 'Enter starts it again'],
  [
    ...[
      'exec',
      true,
      'The engine is back. What ran there may go on: Try again, or Ctrl+Shift+Enter, ends it and starts again.',
    ],
    ...['The connection was lost; what ran may go on · ', 'Ctrl+Shift+Enter ends it and starts again'],
  ],
  ['attach', false, 'The engine is back: Enter attaches again.', 'Failed · ', 'Enter starts it again'],
] as const)(
  'a lost terminal of kind %s (which may run on: %s) says when the engine is back',
  async ([kind, mayRunOn, words, how, next]) => {
    const lost = { state: 'lost', since: 0, nextTryAt: null } as const;
    const hint = 'As soon as the engine is back.';
    const error = { code: 'engine-unreachable', message: 'It was lost.', engineMessage: null, hint } as const;
    const one = selectContainer();
    const [engine] = useEngines.getState().engines ?? [];
    if (engine === undefined) throw new Error('there is no engine');
    useEngines.setState({ engines: [{ ...engine, connection: { ...lost, error } }] });
    const state = { state: 'failed', error, mayRunOn } as const;
    await showSessions(summary({ engineId: engine.id, containerId: one.id, kind, state }));
    await expect.element(page.getByRole('alert')).toMatchTextContent(hint);
    await expect.element(status()).toHaveTextContent(`${how}the engine doesn’t answer`);
    useEngines.setState({ engines: [{ ...engine, connection: { state: 'connected' } }] });
    await expect.element(page.getByRole('alert')).toMatchTextContent(words);
    await expect.element(status()).toHaveTextContent(`${how}${next}`);
  },
);

test('Enter that was typed along ends nothing that may run on; the key that is named does, and no line is covered', async () => {
  const error = { code: 'engine-unreachable', message: 'It was lost.', engineMessage: null, hint: null } as const;
  const { main, port } = await showSessions(web);
  port.output('the last words\r\n');
  await expect.element(rows()).toMatchTextContent('the last words');
  await expectTerminalHasKeys();
  main.tell('web', { state: 'failed', error, mayRunOn: true });
  await expect.element(status()).toMatchTextContent('Ctrl+Shift+Enter ends it');
  const box = (locator: Locator) => locator.element().getBoundingClientRect();
  await expect.poll(() => box(screen()).bottom - box(page.getByRole('alert')).top).toBeLessThanOrEqual(0);
  await userEvent.keyboard('ls{Enter}');
  expect(main.bridge.inputs('sessions.restart')).toEqual([]);
  await userEvent.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
  await expect.poll(() => main.bridge.inputs('sessions.restart')).toEqual([{ sessionId: 'web' }]);
});

test('Enter in the moment of an end is taken for one that was typed along', async () => {
  const { main } = await showSessions(web);
  await expectTerminalHasKeys();
  main.tell('web', { state: 'ended', exitCode: 0 });
  await expect.element(status()).toHaveTextContent('Exited with code 0');
  await userEvent.keyboard('{Enter}');
  expect(main.bridge.inputs('sessions.restart')).toEqual([]);
  await expect.element(status()).toHaveTextContent('Exited with code 0 · Enter starts it again');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => main.bridge.inputs('sessions.restart')).toEqual([{ sessionId: 'web' }]);
});

test('one that was lost at work is closed only after a question, as it may be at work still', async () => {
  const error = { code: 'engine-unreachable', message: 'It was lost.', engineMessage: null, hint: null } as const;
  const { main } = await showSessions(summary({ id: 'web', state: { state: 'failed', error, mayRunOn: true } }));
  await expect.element(page.getByTitle('Close (Ctrl+Shift+W): ends what may go on')).toBeVisible();
  await page.getByRole('tab').click();
  await userEvent.keyboard('{Control>}{Shift>}W{/Shift}{/Control}');
  await dialog().getByRole('button', { name: 'Close and end it' }).click();
  await expect.poll(() => main.bridge.inputs('sessions.close')).toEqual([{ sessionId: 'web' }]);
});

test('an attached terminal that is blank says why, until its program says something', async () => {
  const { port } = await showSessions(summary({ kind: 'attach', command: ['cat'] }));
  const hint = page.getByText('Attached. What it says from now on appears here', { exact: false });
  await expect.element(hint).toBeVisible();
  await expectAccessible();
  port.output('x');
  await expect.element(hint).not.toBeInTheDocument();
});

test('an attached terminal says so before its command, which may be cut, or its title', async () => {
  const { port } = await showSessions(summary({ kind: 'attach', command: ['sh', '-c', 'x'.repeat(200)] }));
  await expect.element(page.getByRole('tab', { name: /^web: attached: sh -c x+, running$/ })).toBeVisible();
  port.output('\x1b]0;title\x07');
  await expect.element(page.getByRole('tab', { name: 'web: attached: title, running' })).toBeVisible();
});

describe('a session whose container was frozen', () => {
  const error = { code: 'wrong-state', message: 'web is frozen.', engineMessage: null, hint: null } as const;

  test.for([
    [{ state: 'ended', exitCode: 137, byFreeze: true }, 'Ended by the freeze'],
    // Killed some time before the freeze.
    [{ state: 'ended', exitCode: 137 }, 'Exited with code 137 · its container is frozen'],
    [{ state: 'ended', exitCode: 3 }, 'Exited with code 3 · its container is frozen'],
    [{ state: 'failed', error, byFreeze: true }, 'Ended by the freeze'],
    [{ state: 'failed', error }, 'Failed · its container is frozen'],
  ] as const)('%o says %s, and Enter restores instead of starting afresh', async ([state, words]) => {
    onTestFinished(closeQuestion);
    const one = selectContainer({ state: 'exited', exitCode: 137, checkpointed: true });
    const { main } = await showSessions(summary({ engineId: 'podman-root', containerId: one.id, state }));
    await expect.element(status()).toHaveTextContent(`${words} · Enter restores the container`);
    await expectAccessible();
    await page.getByRole('button', { name: 'Restore…' }).first().click();
    const asked = { about: 'restore', containers: [{ id: one.id }] };
    expect(useQuestion.getState().question).toMatchObject(asked);
    closeQuestion();
    await status().click();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => useQuestion.getState().question).toMatchObject(asked);
    expect(main.bridge.inputs('sessions.restart')).toEqual([]);
  });

  test('says how it ended in a window that is loaded after its container was restored', async () => {
    const one = selectContainer({ state: 'running', checkpointed: false });
    const state = { state: 'ended', exitCode: 137, byFreeze: true } as const;
    await showSessions(summary({ engineId: 'podman-root', containerId: one.id, state }));
    await expect.element(status()).toHaveTextContent('Ended by the freeze · Enter starts it again');
    await expect.element(status()).not.toHaveAttribute('data-failed');
  });

  test('says how it ended when that is restored, too, until it is started again', async () => {
    const frozen = selectContainer({ state: 'exited', exitCode: 137, checkpointed: true });
    const session = summary({ id: 'web', engineId: 'podman-root', containerId: frozen.id });
    const { main } = await showSessions(session);
    main.tell('web', { state: 'ended', exitCode: 137, byFreeze: true });
    await expect.element(status()).toMatchTextContent('Ended by the freeze · Enter restores');
    selectContainer({ state: 'running', checkpointed: false });
    await expect.element(status()).toHaveTextContent('Ended by the freeze · Enter starts it again');
    await expect.element(status()).not.toHaveAttribute('data-failed');
    main.tell('web', { state: 'running' });
    await expect.element(status()).toHaveTextContent('');
    main.tell('web', { state: 'ended', exitCode: 137 });
    await expect.element(status()).toHaveTextContent('Exited with code 137 · Enter starts it again');
  });
});

describe('a session whose container was removed', () => {
  const error = { code: 'not-found', message: 'It could not begin.', engineMessage: null, hint: null } as const;

  test.for([
    ['ended', { state: 'ended', exitCode: 0 }],
    ['failed', { state: 'failed', error }],
  ] as const)('%s, can only be closed', async ([, state]) => {
    const one = selectContainer();
    const place = { engineId: 'podman-root', containerId: one.id };
    const { main } = await showSessions(summary({ ...place, state }));
    await expect.element(status()).toMatchTextContent('Enter starts it again');
    const list = { revision: 2, byId: new Map(), labels: new Map(), asOf: 0 };
    useContainers.setState({ byEngine: new Map([[place.engineId, list]]) });
    await expect.element(status()).toMatchTextContent(/its container was removed · Ctrl\+Shift\+W closes it/);
    await expect.element(status()).not.toMatchTextContent('Enter starts it again');
    await expect.element(page.getByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'New terminal' })).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Enter}');
    expect(main.bridge.inputs('sessions.restart')).toEqual([]);
    await userEvent.keyboard('{Control>}{Shift>}w{/Shift}{/Control}');
    await expect.element(page.getByRole('tab')).not.toBeInTheDocument();
  });
});

test.for([
  [{ kind: 'exec' }, 'ends its program'],
  [{ kind: 'attach' }, 'detaches, the container’s process runs on'],
  [{ kind: 'attach', endsInput: true }, 'closes the standard input of the container’s process'],
  [{ state: { state: 'ended', exitCode: 0 } }, 'nothing runs here any more'],
] as const)('what closing does stands on the button: %o', async ([session, words]) => {
  await showSessions(summary(session));
  await expect.element(page.getByTitle(`Close (Ctrl+Shift+W): ${words}`)).toBeVisible();
});

test('the terminals of one container are numbered, and keep their numbers', async () => {
  await showSessions(summary({ id: 'a' }), summary({ id: 'b' }), summary({ id: 'c', containerId: 'other' }));
  const tab = (name: RegExp) => page.getByRole('tab', { name });
  await expect.element(tab(/^web 2: /)).toBeVisible();
  await expect.element(page.getByRole('tab').nth(2)).toHaveAccessibleName(/^web: /);
  await userEvent.click(page.getByRole('tab').first());
  await userEvent.keyboard('{Control>}{Shift>}w{/Shift}{/Control}');
  const answer = page.getByRole('alertdialog').getByRole('button', { name: 'Close and end it' });
  await answer.click();
  await expect.poll(() => page.getByRole('tab').elements().length).toBe(2);
  await expect.element(tab(/^web 2: /)).toBeVisible();
});
