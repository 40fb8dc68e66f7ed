import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { detailsOf } from '../testing/samples.ts';
import { expectAccessibleInBoth, freshWeb, showDetails } from '../testing/stage.tsx';

const section = (name: string) => page.getByRole('region', { name });

test('the overview tells what runs, how it is reached and what it sees', async () => {
  await showDetails({ tab: 'overview' });
  await expect.element(section('Program')).toMatchTextContent(/Imagedocker\.example\/library\/nginx:1\.27/);
  await expect.element(section('Program')).toMatchTextContent(/Commandnginx -g 'daemon off;'/);
  await expect.element(section('Program')).toMatchTextContent(/Process id4242/);
  await expect.element(section('Life')).toMatchTextContent(/Healthhealthy 200 OK/);
  await expect.element(section('Life')).toMatchTextContent(/Restart policywhen it has failed, 2 so far/);
  await expect.element(section('Network')).toMatchTextContent(/10\.88\.0\.7/);
  await expect.element(section('Mounts')).toMatchTextContent(/\/usr\/share\/nginx\/html\/srv\/site.*bind, read only/);
  await expectAccessibleInBoth();
});

test('a published port opens in the browser', async () => {
  const { bridge } = await showDetails({ tab: 'overview', answers: { 'app.openLink': () => undefined } });
  await page.getByRole('link', { name: '8080 → 80/tcp' }).click();
  expect(bridge.inputs('app.openLink')).toEqual([{ url: 'http://localhost:8080' }]);
});

test('a long environment is filtered by name and value', async () => {
  await showDetails({ tab: 'overview' });
  await expect.element(section('Environment')).toMatchTextContent(/HOME\/root/);
  await page.getByRole('searchbox', { name: 'Filter the environment' }).fill('xterm');
  await expect.element(section('Environment')).toMatchTextContent(/^EnvironmentTERMxterm$/);
  await userEvent.keyboard('zz');
  await expect.element(section('Environment')).toMatchTextContent(/No variable has these words/);
});

test('one without a restart policy says that it is never started again', async () => {
  const summary = freshWeb({});
  const answers = { 'containers.inspect': () => detailsOf(summary, { restartPolicy: 'no', restartCount: 0 }) };
  await showDetails({ tab: 'overview', summary, answers });
  await expect.element(section('Life')).toMatchTextContent(/Restart policyneverStop/);
});

test('one that could not be started again says how often it was, and why not any more', async () => {
  const summary = freshWeb({ state: 'exited', exitedAt: 1_800_000_000_000, exitCode: 1 });
  const restarts = { restartTries: 5, restartCount: 2, restartFault: 'Its port 80 is taken.' };
  const answers = { 'containers.inspect': () => detailsOf(summary, restarts) };
  await showDetails({ tab: 'overview', summary, answers });
  await expect
    .element(section('Life'))
    .toMatchTextContent(
      /Restart policywhen it has failed, 5 times at most, 2 so farNot restartedIts port 80 is taken\./,
    );
});

test.each([
  ['host', 'the machine’s (host)'],
  ['none', 'none: it reaches nobody'],
  ['pasta', 'pasta'],
])('the network %s is told', async (networkMode, words) => {
  const summary = freshWeb({});
  const answers = { 'containers.inspect': () => detailsOf(summary, { networkMode, networks: [] }) };
  await showDetails({ tab: 'overview', summary, answers });
  await expect.element(section('Network')).toMatchTextContent(`Network${words}`);
});

test('one that was killed says what its exit code means', async () => {
  const summary = freshWeb({ state: 'exited', exitedAt: 1_800_000_000_000, exitCode: 137 });
  await showDetails({
    tab: 'overview',
    summary,
    answers: { 'containers.inspect': () => detailsOf(summary, { oomKilled: true }) },
  });
  await expect.element(section('Life')).toMatchTextContent(/Exit code137 SIGKILL: killed since it ran out of memory/);
});

test('one that is frozen says so, and nothing of an exit code', async () => {
  const at = 1_800_000_000_000;
  const summary = freshWeb({ state: 'exited', exitedAt: at, exitCode: 0, checkpointed: true });
  const checkpoint = { madeAt: at, tcpEstablished: null, fileLocks: null, statistics: null };
  await showDetails({
    tab: 'overview',
    summary,
    answers: { 'containers.inspect': () => detailsOf(summary, { checkpointed: true, checkpoint }) },
  });
  await expect.element(section('Life')).toMatchTextContent(/Frozen.*2027.*It goes on where it was when it is restored/);
  await expect.element(section('Life')).not.toMatchTextContent(/Exit code/);
  await expect.element(page.getByText('frozen', { exact: true })).toBeVisible();
});

test('a name that turns the reading direction around is shown with nothing hidden', async () => {
  const summary = freshWeb({ name: 'safe\u202eexe', image: 'evil\u200b/image' });
  await showDetails({ tab: 'overview', summary });
  await expect.element(page.getByRole('heading', { level: 2 })).toMatchTextContent('safe�exe');
  await expect.element(section('Program')).toMatchTextContent(/evil�\/image/);
});

test('an answer that is late shows that it is read', async () => {
  let answer: () => void = () => {};
  const summary = freshWeb();
  await showDetails({
    tab: 'overview',
    summary,
    answers: {
      'containers.inspect': () => new Promise((resolve) => (answer = () => resolve(detailsOf(summary)))),
    },
  });
  await expect.element(page.getByText('Reading the facts…')).toBeVisible();
  answer();
  await expect.element(section('Life')).toBeVisible();
  expect(page.getByText('Reading the facts…').query()).toBeNull();
});

test('a failure tells the engine’s words, and asking again mends it; what was read stays', async () => {
  const summary = freshWeb();
  let works = false;
  const stage = await showDetails({
    tab: 'overview',
    summary,
    answers: {
      'containers.inspect': () => {
        if (works) return detailsOf(summary);
        throw new GantryError({
          code: 'engine-failed',
          message: 'web could not be inspected.',
          engineMessage: 'database is locked',
          hint: 'Try again in a moment.',
        });
      },
    },
  });
  const alert = page.getByRole('alert');
  await expect
    .element(alert)
    .toMatchTextContent(/web could not be inspected.*database is locked.*Try again in a moment/);
  await expectAccessibleInBoth();
  works = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(section('Life')).toBeVisible();
  expect(alert.query()).toBeNull();
  works = false;
  stage.change({ startedAt: 1 });
  await expect.element(alert).toBeVisible();
  await expect.element(section('Life')).toBeVisible();
});

test('a copy button shows itself to the keyboard', async () => {
  await showDetails({ tab: 'overview' });
  const copy = page.getByRole('button', { name: 'Copy image', exact: true });
  await expect.element(copy).toBeInTheDocument();
  const place = () => copy.element().parentElement;
  expect(place()).toHaveStyle({ opacity: '0' });
  copy.element().focus();
  await expect.poll(() => getComputedStyle(place() ?? document.body).opacity).toBe('1');
});
