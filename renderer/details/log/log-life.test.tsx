import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { engineSample } from '../../bridge/testing/samples.ts';
import { useEngines } from '../../state/engines.ts';
import { at, button, flood, opened, texts } from '../testing/log-stage.ts';
import { engineId, expectAccessibleInBoth, freshWeb, showDetails } from '../testing/stage.tsx';

test('of a container that has ended the log stays to be read, and goes on when it runs again', async () => {
  const stage = await opened();
  stage.log.send(at(1, 'first'), at(2, 'second'));
  await expect.poll(texts).toEqual(['first', 'second']);
  stage.log.end();
  stage.change({ state: 'exited', exitCode: 0, exitedAt: 1 });
  await expect.element(page.getByText('Ended')).toBeVisible();
  expect(texts()).toEqual(['first', 'second']);
  await expectAccessibleInBoth();

  stage.change({ state: 'running', startedAt: 2_000 });
  await expect.poll(() => stage.log.timesOpened).toBe(2);
  stage.log.send(at(1, 'first'), at(2, 'second'), at(3, 'third'));
  await expect.poll(texts).toEqual(['first', 'second', 'third']);
  await expect.element(page.getByText('Live')).toBeVisible();
});

test('the log of a container that is frozen ends, though the engine goes on to follow it', async () => {
  const stage = await opened();
  stage.log.send(at(1, 'first'));
  await expect.poll(texts).toEqual(['first']);
  stage.change({ state: 'exited', exitCode: 137, exitedAt: 1, checkpointed: null });
  stage.change({ checkpointed: true });
  await expect.poll(() => stage.log.timesOpened).toBe(2);
  stage.log.send(at(1, 'first'), at(2, 'last'));
  stage.log.end();
  await expect.element(page.getByText('Ended')).toBeVisible();
  expect(texts()).toEqual(['first', 'last']);
  expect(stage.log.timesOpened).toBe(2);
});

test('a log that ends sooner than its container is not asked for again and again, but can be', async () => {
  const { log } = await opened();
  log.end();
  await page.getByText('Follow again').click();
  await expect.poll(() => log.timesOpened).toBe(2);
  log.end();
  await expect.element(page.getByText('Follow again')).toBeVisible();
  expect(log.timesOpened).toBe(2);
});

test('a log begins with its last lines; the older ones come when asked for', async () => {
  const { log, bridge } = await opened();
  await flood(log, 10_000);
  await page.getByText('Read older ones').click();
  await expect.poll(() => bridge.inputs('containers.openLog').at(-1)).toMatchObject({ query: { tail: 100_000 } });
  await flood(log, 20_000);
  await expect.element(page.getByText('20,000 lines')).toBeVisible();
  expect(page.getByText('Read older ones').query()).toBeNull();
});

test('where nothing was written it says so', async () => {
  const stage = await opened();
  await expect.element(page.getByText('Nothing has been written yet')).toBeVisible();
  await expectAccessibleInBoth();
  stage.change({ state: 'exited', exitCode: 0, exitedAt: 1 });
  stage.log.end();
  await expect.element(page.getByText('The log is empty')).toBeVisible();
});

test('a view that was cleared shows what comes, and can be read again', async () => {
  const { log } = await opened();
  await expect.element(button('Clear the view')).toHaveAttribute('aria-disabled', 'true');
  log.print('old');
  await expect.poll(texts).toEqual(['old']);
  await button('Clear the view').click();
  await expect.element(page.getByText('The view is cleared')).toBeVisible();
  log.print('new');
  await expect.poll(texts).toEqual(['new']);
  await button('Clear the view').click();
  await button('Read it again').click();
  await expect.poll(() => log.timesOpened).toBe(2);
  log.print('old', 'new');
  await expect.poll(texts).toEqual(['old', 'new']);
});

test('a log that broke off with its engine goes on by itself when that is back, once each time', async () => {
  const engine = { ...engineSample(), id: engineId };
  const error = { code: 'engine-unreachable', message: 'Gone.', engineMessage: null, hint: null } as const;
  const connection = (state: 'lost' | 'connected') =>
    useEngines.setState({
      engines: [{ ...engine, connection: state === 'lost' ? { state, error, since: 0, nextTryAt: null } : { state } }],
    });
  connection('connected');
  const { log } = await opened();
  log.send(at(1, 'before'));
  log.fail('The log broke off.', null);
  await expect.element(page.getByRole('alert')).toBeVisible();
  connection('lost');
  // The window has drawn that it is gone.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  connection('connected');
  await expect.poll(() => log.timesOpened).toBe(2);
  log.send(at(1, 'before'), at(2, 'after'));
  await expect.poll(texts).toEqual(['before', 'after']);
  expect(page.getByRole('alert').query()).toBeNull();
  log.fail('The log broke off.', null);
  await expect.element(page.getByRole('alert')).toBeVisible();
  expect(log.timesOpened).toBe(2);
});

test('a log that can’t be opened, or breaks off, tells why and can be asked for again', async () => {
  let works = false;
  const summary = freshWeb();
  const stage = await showDetails({ tab: 'log', summary });
  stage.bridge.answer({
    'containers.openLog': () => {
      if (works) return stage.log.open();
      const engineMessage = 'this container is using the `none` log driver, cannot read logs';
      throw new GantryError({ code: 'engine-failed', message: 'The log of web could not be read.', engineMessage });
    },
  });
  await expect.element(page.getByText('Live')).toBeVisible();
  stage.log.print('a line');
  stage.log.fail('The log broke off.', 'connection reset by peer');
  const alert = page.getByRole('alert');
  await expect.element(alert).toMatchTextContent(/The log broke off.*connection reset by peer.*Follow it again/);
  expect(texts()).toEqual(['a line']);
  await expectAccessibleInBoth();
  await button('Try again').click();
  await expect.element(alert).toMatchTextContent(/could not be read.*none.*log driver/);
  works = true;
  await button('Try again').click();
  await expect.element(page.getByText('Live')).toBeVisible();
  expect(alert.query()).toBeNull();
});

test('a port is closed when nobody looks any longer', async () => {
  const { log } = await opened();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect.poll(() => log.requests.at(-1)).toEqual({ kind: 'close' });
});
