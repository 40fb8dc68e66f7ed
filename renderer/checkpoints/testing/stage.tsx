/** Puts the parts of this room into the page as the window does, over a fake of the main process. */
import '../../ui/tokens.css';
import '../../ui/base.css';
import type { ReactNode } from 'react';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { DoctorReport } from '../../../shared/doctor.ts';
import type { EngineSummary } from '../../../shared/engine.ts';
import { type Answers, type FakeBridge, installFakeBridge } from '../../bridge/testing/fake-bridge.ts';
import { engineSample, labelSamples } from '../../bridge/testing/samples.ts';
import { useActions } from '../../state/actions.ts';
import { useCheckpoints } from '../../state/checkpoints.ts';
import { useContainers } from '../../state/containers.ts';
import { useDoctor } from '../../state/doctor.ts';
import { useEngines } from '../../state/engines.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useOperations } from '../../state/operations.ts';
import { checkpointSamples } from './samples.ts';

const works: DoctorReport = {
  items: [{ id: 'criu', title: 'CRIU', state: 'ok', found: '4.2.1', cost: null, remedy: null }],
};

interface StageOptions {
  readonly engines?: readonly EngineSummary[];
  /** Of the first engine. */
  readonly containers?: readonly ContainerSummary[];
  readonly answers?: Answers;
}

export async function show(children: ReactNode, options: StageOptions = {}): Promise<FakeBridge> {
  const bridge = await setStage(options);
  await render(<main style={{ display: 'flex', height: '100vh' }}>{children}</main>);
  return bridge;
}

/** All stores and the main process as they are before anything is drawn. */
export async function setStage(options: StageOptions): Promise<FakeBridge> {
  const { engines = [engineSample()], containers = [], answers = {} } = options;
  const about = { version: '0.1.0', electron: '45.4.1', chrome: '150', node: '24', standIn: false };
  const bridge = installFakeBridge().answer({
    'checkpoints.list': () => checkpointSamples,
    'sessions.list': () => [],
    'containers.openExecSessions': () => 0,
    'app.about': () => about,
    'app.doctor': () => works,
    ...answers,
  });
  localStorage.clear();
  // What an earlier test had announced speaks of parts that are gone.
  for (const heard of document.querySelectorAll('[data-live-announcer] [role=log]')) heard.replaceChildren();
  useActions.setState(useActions.getInitialState());
  useCheckpoints.setState(useCheckpoints.getInitialState());
  useContainers.setState(useContainers.getInitialState());
  useDoctor.setState(useDoctor.getInitialState());
  useNavigation.setState(useNavigation.getInitialState());
  useOperations.setState(useOperations.getInitialState());
  useEngines.setState({ engines, error: null, chosenId: null, shownId: null });
  const byId = new Map(containers.map((container) => [container.id, container]));
  const labels = new Map(labelSamples(containers).map((each) => [each.containerId, each]));
  const [first] = engines;
  if (first !== undefined) {
    useContainers.setState({ byEngine: new Map([[first.id, { revision: 1, byId, labels, asOf: 0 }]]) });
  }
  await page.viewport(1180, 760);
  return bridge;
}
