import '../../ui/tokens.css';
import '../../ui/base.css';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { installFakeBridge } from '../../bridge/testing/fake-bridge.ts';
import { containerSample, labelSamples } from '../../bridge/testing/samples.ts';
import { useContainers } from '../../state/containers.ts';
import { ContainerTable } from './ContainerTable.tsx';

const engineId = 'podman-root';
const minute = 60_000;
/** How often a menu was asked for. */
let menus = 0;
const containers = [
  containerSample(1, { name: 'sessions', command: ['sh', '-c', 'while true\ndo\n\tsleep 1\ndone'] }),
  containerSample(2, { name: 'backup', state: 'exited', exitCode: 137, exitedAt: Date.now() - 59.5 * minute }),
  containerSample(3, { name: 'mailer', state: 'paused', startedAt: Date.now() - 59.5 * minute }),
  containerSample(4, {
    name: 'web',
    image: 'registry.fedoraproject.org/fedora:43',
    ports: [{ hostIp: '', hostPort: 18080, containerPort: 80, protocol: 'tcp', range: 1 }],
  }),
];

/** The list in a window of 1280 pixels, with the details open at their first size. */
async function show(selinuxEnabled: boolean, rows: readonly ContainerSummary[] = containers): Promise<void> {
  installFakeBridge().answer({ 'containers.inView': () => undefined });
  localStorage.clear();
  const byId = new Map(rows.map((container) => [container.id, container]));
  const labels = new Map(labelSamples(rows).map((each) => [each.containerId, each]));
  useContainers.setState({ byEngine: new Map([[engineId, { revision: 1, byId, labels, asOf: 0 }]]) });
  await page.viewport(1280, 800);
  await render(
    <div style={{ display: 'flex', width: 687, height: 400 }}>
      <ContainerTable
        engineId={engineId}
        rows={rows}
        sorting={{ column: 'name', descending: false }}
        onSort={() => {}}
        selinuxEnabled={selinuxEnabled}
        isStale={false}
        onMenu={() => {
          menus += 1;
        }}
        onKey={() => false}
        onOpen={() => {}}
      />
    </div>,
  );
}

const grid = () => page.getByRole('grid', { name: 'Containers' });
const cell = (name: string) => grid().getByRole('gridcell', { name, exact: true });

/** Whether nothing of an element's words is cut. One in the line of another has no width of its own to cut it. */
function isWhole(element: Element): boolean {
  return element.clientWidth > 0 && element.scrollWidth <= element.clientWidth;
}

test.each([true, false])(
  'beside the details nothing scrolls sideways, and what tells most is not cut: SELinux %s',
  async (enabled) => {
    await show(enabled);
    const whole = ['sessions', 'Killed (137) 59 min ago', 'Paused, up 59 min', '18080→80'];
    if (enabled) whole.push('container_init_t');
    for (const words of whole) {
      const found = grid().getByText(words);
      await expect.element(found).toBeVisible();
      const { scrollWidth, clientWidth } = found.element();
      expect([words, scrollWidth - clientWidth]).toEqual([words, 0]);
    }
    const { scrollWidth, clientWidth } = grid().element();
    expect(scrollWidth).toBe(clientWidth);
  },
);

test('an end that somebody wanted is told calmly, and any other catches the eye', async () => {
  const exitedAt = Date.now() - minute;
  const ends = [
    { name: 'asked', exitCode: 143 },
    { name: 'killed', exitCode: 137 },
    { name: 'memory', exitCode: 137, oomKilled: true },
    { name: 'done', exitCode: 0 },
  ];
  await show(
    true,
    ends.map((end, index) => containerSample(index + 1, { ...end, state: 'exited', exitedAt })),
  );
  const looks = (words: string) => {
    const found = grid().getByText(words, { exact: true }).element();
    const dot = found.closest('[role=row]')?.querySelector('[role=gridcell] [aria-hidden]');
    return { colour: getComputedStyle(found).color, dot: dot?.className };
  };
  const calm = looks('Exited (0)');
  expect(calm.dot).not.toContain('failed');
  expect(looks('Stopped (143)')).toEqual(calm);
  expect(looks('Killed (137)')).toEqual(calm);
  const loud = looks('Out of memory (137)');
  expect(loud.dot).toContain('failed');
  expect(loud.colour).not.toBe(calm.colour);
});

test('where SELinux is off its header says so in full, and each header can be heard', async () => {
  await show(false);
  const headers = grid().getByRole('columnheader');
  expect(headers.elements().map((header) => header.textContent)).toEqual([
    ...['State', 'Name', 'Status', 'Image', 'Command', 'Ports', 'SELinux off'],
  ]);
  expect(isWhole(headers.nth(6).getByText('SELinux off').element())).toBe(true);
});

test('a command of several lines is told in one', async () => {
  await show(true);
  await expect.element(cell('sh -c while true do sleep 1 done')).toBeInTheDocument();
});

test('a column is sized by keys at its title, and gets its first width back', async () => {
  await show(true);
  const type = grid().getByRole('columnheader', { name: 'SELinux type' });
  const width = (): number => type.element().getBoundingClientRect().width;
  const first = width();
  grid().element().focus();
  await userEvent.keyboard('{Tab}{ArrowRight}{ArrowRight}{ArrowRight}');
  const title = type.getByRole('button');
  await expect.element(title).toHaveFocus();
  await expect.element(title).toHaveAccessibleDescription(/With Shift, the left and right arrow keys size the column/);
  await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
  await expect.poll(width).toBe(Math.round(Math.round(first + 12) + 12));
  await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  await expect.poll(width).toBe(Math.round(first + 12));
  await userEvent.keyboard('{Shift>}{Home}{/Shift}');
  await expect.poll(width).toBe(first);
  await expect.element(title).toHaveFocus();
});

test('a name ends before the place of the terminal’s button, whose right click is the row’s', async () => {
  const name = 'a-name-that-is-longer-than-any-column-of-names-can-be-here';
  await show(true, [containerSample(1, { name })]);
  const button = grid().getByRole('button', { name: /^Open a terminal/ });
  const right = () => grid().getByText(name).element().getBoundingClientRect().right;
  expect(right()).toBeLessThanOrEqual(button.element().getBoundingClientRect().left);
  const before = right();
  await button.click({ button: 'right' });
  expect(right()).toBe(before);
  await expect.poll(() => menus).toBe(1);
});

test('of an image that was made here only the name is told', async () => {
  await show(true, [containerSample(1, { image: 'localhost/web:2' })]);
  await expect.element(cell('web:2')).toHaveAttribute('title', 'localhost/web:2');
});

test('what is wrong with a label stands beside its type', async () => {
  await show(true);
  const { byEngine } = useContainers.getState();
  const [first] = containers;
  if (first === undefined) throw new Error('no container');
  const warnings = [{ kind: 'unconfined' as const, text: 'SELinux does not confine it.' }];
  useContainers.setState({ byEngine, warned: new Map([[engineId, new Map([[first.id, warnings]])]]) });
  const warning = grid().getByRole('img', { name: /^Warning: SELinux does not confine it/ });
  await expect.element(warning).toBeVisible();
  expect(warning.all()).toHaveLength(1);
  expect(warning.element().closest('[role="row"]')?.textContent).toContain(first.name);
});
