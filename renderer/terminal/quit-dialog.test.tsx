import '../ui/tokens.css';
import '../ui/base.css';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { SessionSummary } from '../../shared/session.ts';
import { AppDialogs } from '../AppDialogs.tsx';
import { type FakeBridge, installFakeBridge } from '../bridge/testing/fake-bridge.ts';
import { followQuitting, seeIdleWith, stay } from '../state/quitting.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { db, dialog, web } from './testing/look.ts';
import { summary } from './testing/stage.ts';

const input = summary({ id: 'in', containerName: 'worker', kind: 'attach', command: ['cat'], endsInput: true });
let bridge: FakeBridge;

async function ask(...sessions: SessionSummary[]): Promise<void> {
  bridge = installFakeBridge().answer({ 'app.answerQuit': () => undefined, 'sessions.programs': () => null });
  onTestFinished(followQuitting());
  await render(<AppDialogs engine={null} />);
  bridge.push('app.quitAsked', { sessions, operations: [] });
}

const answers = () => bridge.inputs('app.answerQuit');

beforeEach(stay);

test('names what would end, says that it asks, and quits only when told to', async () => {
  await ask(web, db, input);
  await expect.element(dialog()).toMatchTextContent('psql -U postgres in orders-db');
  await expect.element(dialog()).toMatchTextContent('standard input for good');
  await expect.poll(answers).toEqual([{ answer: 'asking' }]);
  await expectAccessible();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog()).not.toBeInTheDocument();
  bridge.push('app.quitAsked', { sessions: [web], operations: [] });
  await expect.element(dialog()).toBeVisible();
  await expect.element(dialog()).not.toMatchTextContent('standard input');
  await page.getByRole('button', { name: 'Quit' }).click();
  expect(answers()).toEqual([{ answer: 'asking' }, { answer: 'stay' }, { answer: 'asking' }, { answer: 'quit' }]);
});

test('names what runs in a shell', async () => {
  await ask();
  bridge.answer({ 'sessions.programs': () => ['/bin/bash', 'sleep 500'] });
  bridge.push('app.quitAsked', { sessions: [web], operations: [] });
  await expect.element(dialog()).toMatchTextContent('sleep 500 in web');
});

test('names what was lost and may go on, and that it can’t be ended without its engine', async () => {
  const error = { code: 'engine-unreachable', message: 'It was lost.', engineMessage: null, hint: null } as const;
  await ask({ ...db, state: { state: 'failed', error, mayRunOn: true } });
  await expect
    .element(dialog())
    .toMatchTextContent('in orders-db, or when its engine answers at the next start: the connection was lost');
});

test('says so again when it is asked while it asks', async () => {
  await ask(web);
  await expect.poll(answers).toHaveLength(1);
  bridge.push('app.quitAsked', { sessions: [web], operations: [] });
  await expect.poll(answers).toEqual([{ answer: 'asking' }, { answer: 'asking' }]);
  // Somebody else has asked meanwhile.
  bridge.push('app.quitAsked', { sessions: [], operations: [] });
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(answers()).toHaveLength(2);
});

test('asks nothing where all that would end idles', async () => {
  onTestFinished(seeIdleWith(({ id }) => id === web.id));
  await ask(web);
  await expect.poll(answers).toEqual([{ answer: 'quit' }]);
  await expect.element(dialog()).not.toBeInTheDocument();
  bridge.push('app.quitAsked', { sessions: [web, db], operations: [] });
  await expect.element(dialog()).toMatchTextContent('psql');
});

test('names what is under way, also where all terminals idle, and quits when it is done', async () => {
  onTestFinished(seeIdleWith(() => true));
  await ask();
  const operations = [{ operationId: 'o', kind: 'freeze', name: 'cache' } as const];
  bridge.push('app.quitAsked', { sessions: [web], operations });
  await expect.element(dialog()).toMatchTextContent('Freezing cache');
  await expect.element(dialog()).toMatchTextContent('no archive');
  await expectAccessible();
  await page.getByRole('button', { name: 'Quit when it is done' }).click();
  await expect.element(page.getByRole('button', { name: 'Quits when it is done' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog()).not.toBeInTheDocument();
  expect(answers()).toEqual([{ answer: 'asking' }, { answer: 'quit-when-done' }, { answer: 'stay' }]);
});
