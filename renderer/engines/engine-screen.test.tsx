import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { DoctorReport } from '../../shared/doctor.ts';
import { GantryError } from '../../shared/errors.ts';
import { allCapabilities, engineSample } from '../bridge/testing/samples.ts';
import { show } from '../checkpoints/testing/stage.tsx';
import { useEngines } from '../state/engines.ts';
import { expectAccessible } from '../ui/testing/expect-accessible.ts';
import { EngineScreen } from './EngineScreen.tsx';

const ok = { state: 'ok', cost: null, remedy: null } as const;
const report: DoctorReport = {
  items: [
    { id: 'podman', title: 'Podman', found: '5.8.1', ...ok },
    { id: 'selinux', title: 'SELinux', state: 'info', found: 'off', cost: 'No types to show.', remedy: null },
    { id: 'criu', title: 'CRIU', state: 'missing', found: null, cost: 'No checkpoints.', remedy: 'Install `criu`.' },
  ],
};
const error = {
  code: 'engine-unreachable',
  message: 'It can’t be reached.',
  engineMessage: 'connect ECONNREFUSED',
  hint: 'Start its socket.',
} as const;
const lost = engineSample({
  id: 'mine',
  name: 'Podman (you)',
  connection: { state: 'lost', since: 0, nextTryAt: null, error },
  capabilities: { ...allCapabilities, checkpoint: { supported: false, reason: 'CRIU needs root.' } },
});

const fact = (name: string) => page.getByRole('definition').filter({ hasText: name });
const region = (name: string) => page.getByRole('region', { name, exact: true });

test('tells what the chosen engine is and can do, what this machine lacks, and what runs the window', async () => {
  const known = engineSample();
  const untold = { ...known, info: known.info === null ? null : { ...known.info, criu: null } };
  const about = { version: '0.1.0', electron: '25.9.8', chrome: '114', node: '18', standIn: true };
  await show(<EngineScreen />, {
    engines: [untold],
    answers: { 'app.doctor': () => report, 'app.about': () => about },
  });
  await expect.element(page.getByText('A stand-in Electron 25.9.8 runs this window')).toBeVisible();
  for (const text of ['5.8.1', 'crun 1.24', 'overlay on xfs', 'v2, by systemd', 'on', 'none found on this machine']) {
    await expect.element(fact(text).first()).toBeVisible();
  }
  const items = region('This machine').getByRole('listitem');
  await expect.element(items.first()).toMatchTextContent('CRIUNo checkpoints.Install criu.');
  expect(items.elements().map((each) => each.querySelector('[role=img]')?.getAttribute('aria-label'))).toEqual([
    'missing',
    'for your information',
    'there',
  ]);
  await expect.element(region('What it can do')).toMatchTextContent('Only with CRIU. No checkpoints.');
  await expectAccessible();
});

test('of several engines one is chosen by keys; a lost one tells why, and is tried again', async () => {
  const retry = vi.fn(() => undefined);
  await show(<EngineScreen />, {
    engines: [engineSample(), lost],
    answers: { 'app.doctor': () => report, 'engines.retry': retry },
  });
  await expect.element(page.getByRole('button', { name: /^Podman \(root\)/ })).toHaveAttribute('aria-pressed', 'true');
  await expect.element(page.getByRole('alert')).toMatchTextContent('It can’t be reached.connect ECONNREFUSEDStart its');
  page
    .getByRole('button', { name: /^Podman \(root\)/ })
    .element()
    .focus();
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.element(region('Podman (you)')).toMatchTextContent('as known until');
  await expect.element(region('What it can do')).toMatchTextContent('CRIU needs root.');
  await expectAccessible();
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.poll(() => retry.mock.calls).toEqual([[{ engineId: 'mine' }]]);
});

test('the report is copied whole, once it is there', async () => {
  const answer = Promise.withResolvers<DoctorReport>();
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await show(<EngineScreen />, { engines: [engineSample(), lost], answers: { 'app.doctor': () => answer.promise } });
  const copy = page.getByRole('button', { name: 'Copy the report' });
  await expect.element(copy).toBeDisabled();
  await expect.element(region('This machine').getByRole('status')).toMatchTextContent('Examining the machine');
  answer.resolve(report);
  await copy.click();
  const text = write.mock.calls[0]?.[0] ?? '';
  write.mockRestore();
  expect(text).toContain('Gantry 0.1.0, Electron 45.4.1');
  expect(text).toContain('Podman (you) (rootless-socket, lost)'.replace('rootless-socket', lost.origin));
  expect(text).toContain('  checkpoint: no: CRIU needs root.');
  expect(text).toContain('[MISSING] CRIU · No checkpoints.');
});

test('engines that came later are looked for, and what came of it is said', async () => {
  const later = engineSample({ id: 'later', name: 'Podman (later)' });
  const find = vi.fn(() => (find.mock.calls.length === 1 ? [engineSample()] : [engineSample(), later]));
  await show(<EngineScreen />, { engines: [engineSample()], answers: { 'engines.find': find } });
  const look = page.getByRole('button', { name: 'Look for engines' });
  await look.click();
  await expect.element(page.getByText('No other engine was found')).toBeVisible();
  await look.click();
  await expect.element(page.getByText('Found Podman (later)')).toBeVisible();
  await expect.element(page.getByRole('button', { name: /^Podman \(later\)/ })).toBeVisible();
  await expectAccessible();
});

test('no engine, a list that can’t be read, and a report that fails each say so and how to go on', async () => {
  const doctor = vi.fn(() => {
    if (doctor.mock.calls.length === 1) throw new GantryError({ code: 'internal', message: 'It broke.' });
    return report;
  });
  await show(<EngineScreen />, { engines: [], answers: { 'app.doctor': doctor, 'engines.list': () => [lost] } });
  await expect.element(page.getByText('No engine was found')).toBeVisible();
  const machine = region('This machine');
  await expect.element(machine.getByRole('alert')).toMatchTextContent('It broke.');
  await machine.getByRole('button', { name: 'Try again' }).click();
  await expect.element(machine.getByText('Podman')).toBeVisible();
  await expect.element(machine.getByRole('alert')).not.toBeInTheDocument();
  useEngines.setState({ engines: null, error: { ...error, message: 'No list.' } });
  await expect.element(page.getByRole('alert')).toMatchTextContent('No list.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByRole('button', { name: /^Podman \(you\)/ })).toBeVisible();
});

test('an engine that can’t be used says so, and offers no try that leads nowhere', async () => {
  const unusable = {
    code: 'unsupported',
    message: 'Not reached yet.',
    engineMessage: null,
    hint: 'Forward it.',
  } as const;
  const host = engineSample({ connection: { state: 'lost', since: 0, nextTryAt: null, error: unusable } });
  await show(<EngineScreen />, { engines: [host], answers: { 'app.doctor': () => report } });
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not reached yet.Forward it.');
  expect(page.getByRole('button', { name: 'Try again' }).elements()).toEqual([]);
});

test('what this machine’s CRIU can do is not said of another machine’s engine', async () => {
  await show(<EngineScreen />, {
    engines: [engineSample({ machine: 'far' })],
    answers: { 'app.doctor': () => report },
  });
  await expect.element(region('This machine')).toMatchTextContent('No checkpoints.');
  const first = region('What it can do').getByRole('listitem').first();
  await expect.element(first).toMatchTextContent(/^Freeze and restore ?Not known\.$/);
});
