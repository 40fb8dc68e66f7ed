/** Puts the details of one container into the page as the window does, over a fake of the main process. */
import '../../ui/tokens.css';
import '../../ui/base.css';
import type {} from '@vitest/browser-playwright';
import { cdp, page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { type Answers, type FakeBridge, installFakeBridge } from '../../bridge/testing/fake-bridge.ts';
import { useContainers } from '../../state/containers.ts';
import { type DetailsTab, useDetailsTab } from '../../state/details.ts';
import { expectAccessible } from '../../ui/testing/expect-accessible.ts';
import { DetailsPane } from '../DetailsPane.tsx';
import { FakeLog } from './fake-log.ts';
import { detailsOf, selinux, stats, web } from './samples.ts';

export const engineId = 'podman';
let made = 0;

/** The web server, each time under an id that no answer is remembered for. */
export function freshWeb(more: Partial<ContainerSummary> = {}): ContainerSummary {
  made += 1;
  return { ...web, id: made.toString(16).padStart(64, '0'), ...more };
}

/** Axe finds nothing to mend, light and dark. */
export async function expectAccessibleInBoth(): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await setScheme(scheme);
    await expectAccessible();
  }
  await setScheme('light');
}

export interface Stage {
  readonly bridge: FakeBridge;
  readonly log: FakeLog;
  readonly containerId: string;
  select(...containerIds: readonly string[]): Promise<void>;
  /** As an event of the engine would; null: it was removed. */
  change(more: Partial<ContainerSummary> | null): void;
}

/** The engine’s containers are these from now on. */
export function list(containers: readonly ContainerSummary[]): void {
  const byId = new Map(containers.map((container) => [container.id, container]));
  const byEngine = new Map([[engineId, { revision: 1, byId, labels: new Map(), asOf: 0 }]]);
  useContainers.setState({ byEngine });
}

/** @param width pixels of the pane */
export async function showDetails(options: {
  readonly tab: DetailsTab;
  readonly summary?: ContainerSummary;
  readonly answers?: Answers;
  readonly width?: number;
}): Promise<Stage> {
  const { tab, summary = freshWeb(), answers = {}, width = 420 } = options;
  const log = new FakeLog();
  const bridge = installFakeBridge().answer({
    'containers.inspect': () => detailsOf(summary),
    'containers.processes': () => processes,
    'containers.selinux': () => selinux,
    'containers.watchStats': () => stats(90),
    'containers.unwatchStats': () => undefined,
    'containers.openLog': log.open,
    ...answers,
  });
  let now = summary;
  list([now]);
  useDetailsTab.setState({ tab });
  localStorage.clear();
  await page.viewport(width, 800);
  const pane = (containerIds: readonly string[]) => (
    <section aria-label="Details" style={{ display: 'flex', height: 800, width }}>
      <DetailsPane engineId={engineId} containerIds={containerIds} />
    </section>
  );
  const screen = await render(pane([summary.id]));
  return {
    bridge,
    log,
    containerId: summary.id,
    select: (...containerIds) => screen.rerender(pane(containerIds)),
    change(more) {
      if (more !== null) now = { ...now, ...more };
      list(more === null ? [] : [now]);
    },
  };
}

const processes = {
  titles: ['USER', 'PID', 'PPID', '%CPU', 'ELAPSED', 'TTY', 'TIME', 'COMMAND'],
  rows: [
    ['root', '1', '0', '0.000', '1h23m4.5s', '?', '0s', 'nginx: master process nginx -g daemon off;'],
    ['nginx', '29', '1', '0.310', '59.4s', '?', '12s', 'nginx: worker process'],
    ['nginx', '3', '1', '12.500', '1m2.5s', '?', '2m1s', 'nginx: worker process'],
  ],
};

/** The system turns light or dark. */
export async function setScheme(scheme: 'light' | 'dark'): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
}
