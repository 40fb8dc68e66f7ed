/** The pane in a page, with a fake of the main process behind it. */
import '../../ui/tokens.css';
import '../../ui/base.css';
import { expect, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { SessionState, SessionSummary } from '../../../shared/session.ts';
import { type FakeBridge, installFakeBridge } from '../../bridge/testing/fake-bridge.ts';
import { containerSample, engineSample } from '../../bridge/testing/samples.ts';
import { useContainers } from '../../state/containers.ts';
import { useEngines } from '../../state/engines.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useMarks } from '../../state/session-marks.ts';
import { followSessions, initialSessions, setPaneOpen, useSessions } from '../../state/sessions.ts';
import { TerminalPane } from '../TerminalPane.tsx';
import { FakeSession, summary } from './stage.ts';

export class FakeMain {
  readonly bridge: FakeBridge = installFakeBridge();
  readonly #sessions = new Map<string, SessionSummary>();
  readonly #ports = new Map<string, FakeSession>();

  /** @param sessions are there before the window is */
  constructor(sessions: readonly SessionSummary[] = []) {
    for (const session of sessions) this.#sessions.set(session.id, session);
    this.bridge.answer({
      'sessions.list': () => [...this.#sessions.values()],
      'sessions.open': ({ containerId, kind, command }) =>
        this.#put(
          summary({ id: `session-${this.#sessions.size + 1}`, containerId, kind, command: command ?? ['/bin/bash'] }),
        ),
      'sessions.view': ({ sessionId }) => this.#view(sessionId),
      'sessions.programs': ({ sessionId }) => [this.#sessions.get(sessionId)?.command.join(' ') ?? ''],
      'sessions.restart': ({ sessionId }) => this.tell(sessionId, { state: 'running' }),
      'sessions.close': ({ sessionId }) => {
        this.#sessions.delete(sessionId);
        this.#push();
      },
    });
    localStorage.clear();
    useSessions.setState(initialSessions(), true);
    useMarks.setState({ marks: new Map() });
    onTestFinished(followSessions());
  }

  /** The main process's end of the port by which a session is looked at now. */
  async port(sessionId: string): Promise<FakeSession> {
    return vi.waitFor(() => {
      const port = this.#ports.get(sessionId);
      if (port === undefined) throw new Error(`nobody looks at ${sessionId}`);
      return port;
    });
  }

  /** A session's state has changed, which its port tells too. */
  tell(sessionId: string, state: SessionState): undefined {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) throw new Error(`there is no ${sessionId}`);
    this.#put({ ...session, state });
    this.#ports.get(sessionId)?.say({ kind: 'state', session: { ...session, state } });
  }

  #put(session: SessionSummary): SessionSummary {
    this.#sessions.set(session.id, session);
    this.#push();
    return session;
  }

  #push(): void {
    this.bridge.push('sessions.changed', [...this.#sessions.values()]);
  }

  #view(sessionId: string): { portId: string } {
    const session = this.#sessions.get(sessionId);
    const port = new FakeSession();
    const portId = crypto.randomUUID();
    this.#ports.set(sessionId, port);
    window.postMessage({ gantry: 'port', portId }, '*', [port.page]);
    if (session !== undefined) port.say({ kind: 'state', session });
    return { portId };
  }
}

/** An engine whose one container is selected. */
export function selectContainer(container: Partial<ContainerSummary> = {}): ContainerSummary {
  const engine = engineSample();
  const one = containerSample(1, { name: 'web', ...container });
  useEngines.setState({ engines: [engine], chosenId: engine.id, shownId: null });
  const list = { revision: 1, byId: new Map([[one.id, one]]), labels: new Map(), asOf: 0 };
  useContainers.setState({ byEngine: new Map([[engine.id, list]]) });
  useNavigation.setState({ selection: new Set([one.id]) });
  return one;
}

/** The pane as the window holds it, beside something else that can have the keys. */
export async function showPane(width = 900, height = 320): Promise<void> {
  await page.viewport(width, height + 40);
  await render(
    <div style={{ display: 'flex', flexDirection: 'column', height: '100vh' }}>
      <button type="button" style={{ height: 40 }}>
        Elsewhere
      </button>
      <div style={{ flex: 1, minHeight: 0 }}>
        <Held />
      </div>
    </div>,
  );
}

function Held() {
  return useSessions((state) => state.paneOpen) ? <TerminalPane /> : null;
}

/** The pane with these sessions, the first of which is in front. @returns the main process's end of it */
export async function showSessions(...sessions: SessionSummary[]): Promise<{ main: FakeMain; port: FakeSession }> {
  const main = new FakeMain(sessions);
  await vi.waitFor(() => expect(useSessions.getState().sessions).toHaveLength(sessions.length));
  const first = sessions[0]?.id ?? '';
  useSessions.setState({ activeId: first });
  setPaneOpen(true);
  await showPane();
  return { main, port: await main.port(first) };
}
