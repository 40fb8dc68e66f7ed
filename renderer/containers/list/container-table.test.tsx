import '../../ui/tokens.css';
import '../../ui/base.css';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeBridge } from '../../bridge/testing/fake-bridge.ts';
import { containerSample, labelSamples } from '../../bridge/testing/samples.ts';
import { useContainers } from '../../state/containers.ts';
import { ContainerTable } from './ContainerTable.tsx';

const engineId = 'podman-root';
const minute = 60_000;
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
async function show(selinuxEnabled: boolean): Promise<void> {
  installFakeBridge().answer({ 'containers.inView': () => undefined });
  localStorage.clear();
  const byId = new Map(containers.map((container) => [container.id, container]));
  const labels = new Map(labelSamples(containers).map((each) => [each.containerId, each]));
  useContainers.setState({ byEngine: new Map([[engineId, { revision: 1, byId, labels, asOf: 0 }]]) });
  await page.viewport(1280, 800);
  await render(
    <div style={{ display: 'flex', width: 663, height: 400 }}>
      <ContainerTable
        engineId={engineId}
        rows={containers}
        sorting={{ column: 'name', descending: false }}
        onSort={() => {}}
        selinuxEnabled={selinuxEnabled}
        isStale={false}
        onMenu={() => {}}
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
    const whole = ['sessions', 'Exited (137) 59 min ago', 'Paused, up 59 min', '18080→80'];
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

test('where SELinux is off its header says so in full, and each header can be heard', async () => {
  await show(false);
  const headers = grid().getByRole('columnheader');
  expect(headers.elements().map((header) => header.textContent)).toEqual([
    ...['State', 'Name', 'Image', 'SELinux off', 'Command', 'Status', 'Ports'],
  ]);
  expect(isWhole(headers.nth(3).getByText('SELinux off').element())).toBe(true);
});

test('a command of several lines is told in one', async () => {
  await show(true);
  await expect.element(cell('sh -c while true do sleep 1 done')).toBeInTheDocument();
});
