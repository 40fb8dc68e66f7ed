/** The whole window in a page, with made-up containers and a fake of the main process behind it. */
import '../ui/tokens.css';
import '../ui/base.css';
import { render } from 'vitest-browser-react';
import type { ContainerSummary } from '../../shared/container.ts';
import { App } from '../App.tsx';
import type { Answers, FakeBridge } from '../bridge/testing/fake-bridge.ts';
import { engineSample } from '../bridge/testing/samples.ts';
import { setStage } from '../checkpoints/testing/stage.tsx';
import { closeQuestion } from '../containers/commands/ask.ts';
import { followContainers } from '../state/containers.ts';
import { initialSessions, useSessions } from '../state/sessions.ts';

/** @param containers of its only engine */
export async function showApp(containers: readonly ContainerSummary[], answers: Answers = {}): Promise<FakeBridge> {
  closeQuestion();
  useSessions.setState(initialSessions());
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const bridge = await setStage({
    engines: [engineSample()],
    containers,
    answers: {
      'containers.inView': () => undefined,
      'containers.act': () => undefined,
      'images.list': () => [],
      'sessions.open': () => {
        throw new Error('No session is wanted here.');
      },
      ...answers,
    },
  });
  followContainers();
  await render(<App />);
  return bridge;
}
