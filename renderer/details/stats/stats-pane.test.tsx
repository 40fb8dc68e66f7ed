import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { GantryError } from '../../../shared/errors.ts';
import { engineSample } from '../../bridge/testing/samples.ts';
import { useEngines } from '../../state/engines.ts';
import { formatClock } from '../../ui/index.ts';
import { stats } from '../testing/samples.ts';
import { engineId, expectAccessibleInBoth, freshWeb, setScheme, showDetails } from '../testing/stage.tsx';

const card = (name: string) => page.getByRole('region', { name, exact: true });
const slider = page.getByRole('slider', { name: 'Time of the figures' });
const more = stats(91).slice(-1);

/** How many pixels of the plot have something drawn on them. */
function inked(name: string): number {
  const canvas = card(name).element().querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context) throw new Error(`no plot in ${name}`);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length;
}

test('the four plots are drawn, with their latest figures in words', async () => {
  await showDetails({ tab: 'stats' });
  await expect.element(card('CPU')).toMatchTextContent(/of one core31\.6 %/);
  await expect.element(card('Memory')).toMatchTextContent(/in use205 MiBof 2\.00 GiB \(10\.0 %\)/);
  await expect.element(card('Network')).toMatchTextContent(/in13\.7 KiB\/sout146 KiB\/s/);
  await expect.element(card('Disk')).toMatchTextContent(/read0 B\/swrite28\.3 KiB\/s/);
  for (const name of ['CPU', 'Memory', 'Network', 'Disk']) await expect.poll(() => inked(name)).toBeGreaterThan(3000);
  await expectAccessibleInBoth();
});

test('each reading that comes is taken at once', async () => {
  const { bridge, containerId } = await showDetails({ tab: 'stats' });
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  const [sample] = more;
  if (sample === undefined) throw new Error('no sample');
  bridge.push('stats.sample', { engineId, containerId, sample: { ...sample, cpuPercent: 93.21, processes: 8 } });
  await expect.element(card('CPU')).toMatchTextContent(/93\.2 %/);
  await expect.element(page.getByText('Processes 8')).toBeVisible();
});

test('what the machine doesn’t tell is told as that, not as none', async () => {
  const { bridge, containerId } = await showDetails({ tab: 'stats' });
  await expect.element(card('Disk')).toMatchTextContent(/write28/);
  const [sample] = more;
  if (sample === undefined) throw new Error('no sample');
  const untold = { ...sample, blockReadBytesPerSecond: null, blockWriteBytesPerSecond: null };
  bridge.push('stats.sample', { engineId, containerId, sample: untold });
  await expect.element(card('Disk')).toMatchTextContent(/read–write–Not told by this machine/);
  await expectAccessibleInBoth();
});

test('the keys look back in time, and the crosshair goes with them', async () => {
  await showDetails({ tab: 'stats' });
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  const crosshair = () => card('Disk').element().querySelector('.u-cursor-x')?.getBoundingClientRect().x ?? 0;
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}');
  await expect.element(card('CPU')).toMatchTextContent(/40\.0 %/);
  await expect.element(slider).toHaveAttribute('aria-valuenow', '0');
  const first = crosshair();
  await userEvent.keyboard('{PageUp}{PageUp}{PageUp}');
  await expect.element(slider).toHaveAttribute('aria-valuenow', '30');
  await expect.poll(crosshair).toBeGreaterThan(first + 50);
  await userEvent.keyboard('{Escape}');
  await expect.element(slider).toMatchTextContent('Now');
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
});

test('the pointer in one plot reads all of them', async () => {
  await showDetails({ tab: 'stats' });
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  const over = card('CPU').element().querySelector<HTMLElement>('.u-over');
  if (over === null) throw new Error('no plot');
  await userEvent.hover(over, { position: { x: 1, y: 40 } });
  await expect.element(slider).not.toMatchTextContent('Now');
  await expect.element(card('Disk')).toMatchTextContent(/read1\.91 MiB\/s/);
  await userEvent.hover(page.getByRole('tablist'));
  await expect.element(slider).toMatchTextContent('Now');
});

test('the plots take the colours of the system’s scheme', async () => {
  await setScheme('light');
  await showDetails({ tab: 'stats' });
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  const colours = () => card('CPU').element().querySelector('canvas')?.toDataURL();
  await expect.poll(() => inked('CPU')).toBeGreaterThan(3000);
  const light = colours();
  await setScheme('dark');
  await expect.poll(colours).not.toBe(light);
  await setScheme('light');
});

test('one that stops keeps its last figures to be seen; nobody watches it any longer', async () => {
  const stage = await showDetails({ tab: 'stats' });
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  stage.change({ state: 'exited', exitCode: 0, exitedAt: 1 });
  await expect.element(slider).toMatchTextContent(`Ended ${formatClock(stats(90).at(-1)?.at ?? 0)}`);
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  await expect
    .poll(() => stage.bridge.inputs('containers.unwatchStats'))
    .toEqual([{ engineId, containerId: stage.containerId }]);
});

test('of one that never ran while somebody looked it says what would be here', async () => {
  const summary = freshWeb({ state: 'exited', exitCode: 0, exitedAt: 1 });
  const { bridge } = await showDetails({ tab: 'stats', summary });
  await expect.element(page.getByText('It does not run')).toBeVisible();
  expect(bridge.inputs('containers.watchStats')).toEqual([]);
  await expectAccessibleInBoth();
});

test('while the engine is away it says so in place, and measures again when that is back', async () => {
  const engine = { ...engineSample(), id: engineId };
  const error = { code: 'engine-unreachable', message: 'Gone.', engineMessage: null, hint: null } as const;
  const lost = { ...engine, connection: { state: 'lost', error, since: 0, nextTryAt: null } as const };
  onTestFinished(() => useEngines.setState({ engines: null }));
  useEngines.setState({ engines: [lost] });
  const stage = await showDetails({ tab: 'stats' });
  await expect.element(page.getByText('Nothing is measured')).toBeVisible();
  await expectAccessibleInBoth();
  expect(stage.bridge.inputs('containers.watchStats')).toEqual([]);
  useEngines.setState({ engines: [engine] });
  await expect.element(slider).toMatchTextContent('Now');
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  useEngines.setState({ engines: [lost] });
  await expect.element(slider).toMatchTextContent(/Not measured since /);
});

test('a failure tells the engine’s words, and asking again mends it', async () => {
  let works = false;
  await showDetails({
    tab: 'stats',
    answers: {
      'containers.watchStats': () => {
        if (works) return stats(90);
        const engineMessage = 'stats is not supported in rootless mode without cgroups v2';
        throw new GantryError({ code: 'unsupported', message: 'There are no figures of web.', engineMessage });
      },
    },
  });
  await expect.element(page.getByRole('alert')).toMatchTextContent(/no figures of web.*rootless mode/);
  works = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  expect(page.getByRole('alert').query()).toBeNull();
});

test('a refusal that comes later stands where the plots would be, and asking again mends it', async () => {
  let works = false;
  const { bridge, containerId } = await showDetails({
    tab: 'stats',
    answers: { 'containers.watchStats': () => (works ? stats(90) : []) },
  });
  await expect.element(card('CPU')).toBeVisible();
  const engineMessage = 'stats is not supported in rootless mode without cgroups v2';
  const error = new GantryError({
    code: 'engine-failed',
    message: 'Read the figures: refused.',
    engineMessage,
  }).toData();
  bridge.push('stats.failed', { engineId, containerId, error });
  await expect.element(page.getByRole('alert')).toMatchTextContent(/refused.*rootless mode/);
  expect(card('CPU').query()).toBeNull();
  works = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(card('CPU')).toMatchTextContent(/31\.6 %/);
  expect(page.getByRole('alert').query()).toBeNull();
});
