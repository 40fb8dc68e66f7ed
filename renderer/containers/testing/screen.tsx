/** The Containers screen in a page, with made-up containers and a fake of the main process behind it. */
import '../../ui/tokens.css';
import '../../ui/base.css';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { ContainerLabels } from '../../../shared/selinux.ts';
import { type FakeBridge, installFakeBridge } from '../../bridge/testing/fake-bridge.ts';
import { engineSample } from '../../bridge/testing/samples.ts';
import { useActions } from '../../state/actions.ts';
import { followContainers, useContainers } from '../../state/containers.ts';
import { useEngines } from '../../state/engines.ts';
import { useNavigation } from '../../state/navigation.ts';
import { ContainersScreen } from '../ContainersScreen.tsx';
import { closeQuestion } from '../commands/ask.ts';

export interface ShownList {
  readonly bridge: FakeBridge;
  readonly engineId: string;
}

interface ListOptions {
  /** Null: the engine has not told yet. */
  readonly selinux?: boolean | null;
  /** What an earlier window has left. */
  readonly stored?: Readonly<Record<string, unknown>>;
}

export async function showList(
  containers: readonly ContainerSummary[],
  labels: readonly ContainerLabels[] = [],
  { selinux = true, stored = {} }: ListOptions = {},
): Promise<ShownList> {
  localStorage.clear();
  for (const [key, value] of Object.entries(stored)) localStorage.setItem(key, JSON.stringify(value));
  closeQuestion();
  const engine = selinux === null ? engineSample({ info: null }) : engineSample({}, selinux);
  const bridge = installFakeBridge().answer({
    'containers.inView': () => undefined,
    'containers.act': () => undefined,
  });
  const byId = new Map(containers.map((each) => [each.id, each]));
  const list = { revision: 1, byId, labels: new Map(labels.map((each) => [each.containerId, each])), asOf: 0 };
  useContainers.setState({ byEngine: new Map([[engine.id, list]]), errors: new Map() });
  useEngines.setState({ engines: [engine], chosenId: engine.id });
  useActions.setState(useActions.getInitialState());
  useNavigation.setState({ selection: new Set(), activeId: null, anchorId: null, isDetailsOpen: false, filter: '' });
  followContainers();
  await page.viewport(1200, 500);
  await render(
    <div style={{ display: 'flex', height: '100vh' }}>
      <ContainersScreen engine={engine} />
    </div>,
  );
  return { bridge, engineId: engine.id };
}
