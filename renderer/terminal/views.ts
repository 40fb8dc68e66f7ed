/** The views of the sessions that have been in front: kept while they are cheap, looked at anew when they are not. */

import type { SessionSummary, TerminalSize } from '../../shared/session.ts';
import { call, receivePort } from '../bridge/index.ts';
import { Screen, type ScreenEvents, type ScreenOptions } from './screen.ts';
import { SessionView, type SessionViewEvents } from './session-view.ts';

/** So much may the screens of hidden tabs take together; beyond it the longest unseen are let go and replayed. */
const hiddenBudgetBytes = 48 * 1024 * 1024;

export interface ViewEvents extends ScreenEvents {
  /** As it is known; null: not at all. */
  session(sessionId: string): SessionSummary | null;
  /** What a session tells while it is looked at. */
  of(sessionId: string): SessionViewEvents;
  /** A session could not be looked at. */
  failed(sessionId: string, thrown: unknown): void;
}

interface Entry {
  readonly screen: Screen;
  /** Null while its port is on its way. */
  view: SessionView | null;
  /** It could not be looked at. */
  failed: boolean;
}

export class Views {
  readonly #stage: HTMLElement;
  readonly #events: ViewEvents;
  #options: ScreenOptions;
  /** In the order in which they were in front, the last one last. */
  readonly #entries = new Map<string, Entry>();
  /** Measured before its session was there; the next session gets it. */
  #spare: Screen | null = null;
  #gone = false;

  constructor(stage: HTMLElement, options: ScreenOptions, events: ViewEvents) {
    this.#stage = stage;
    this.#options = options;
    this.#events = events;
  }

  set options(options: ScreenOptions) {
    this.#options = options;
    if (this.#spare !== null) this.#spare.options = options;
    for (const { screen, view } of this.#entries.values()) {
      screen.options = options;
      view?.fitSoon();
    }
  }

  /** The size that a new session will have. Null while the pane is not laid out. */
  measure(): TerminalSize | null {
    const front = [...this.#entries.values()].find(({ screen }) => screen.visible);
    const screen = front?.screen ?? this.#makeSpare();
    const size = screen.proposeSize();
    if (size !== null && screen === this.#spare) screen.resize(size);
    return size;
  }

  get(sessionId: string): Screen | null {
    return this.#entries.get(sessionId)?.screen ?? null;
  }

  /** Brings one session to the front. @param sessionId null: none */
  show(sessionId: string | null): Screen | null {
    for (const [id, { screen }] of this.#entries) if (id !== sessionId) screen.visible = false;
    if (sessionId === null) return null;
    const entry = this.#entries.get(sessionId) ?? this.#look(sessionId);
    this.#entries.delete(sessionId);
    this.#entries.set(sessionId, entry);
    entry.screen.visible = true;
    entry.view?.fitSoon();
    // Once more, when it has been started again.
    if (entry.failed && this.#events.session(sessionId)?.state.state !== 'failed') void this.#connect(sessionId, entry);
    this.#keepToBudget(sessionId);
    return entry.screen;
  }

  /** Forgets the views of sessions that are no more. */
  keepOnly(sessionIds: ReadonlySet<string>): void {
    for (const id of [...this.#entries.keys()]) if (!sessionIds.has(id)) this.#drop(id);
  }

  dispose(): void {
    this.#gone = true;
    for (const id of [...this.#entries.keys()]) this.#drop(id);
    this.#spare?.dispose();
    this.#spare = null;
  }

  #makeSpare(): Screen {
    if (this.#spare === null) {
      this.#spare = this.#makeScreen();
      this.#spare.visible = true;
      this.#spare.element.style.visibility = 'hidden';
    }
    return this.#spare;
  }

  #makeScreen(): Screen {
    const screen = new Screen(this.#stage, this.#options);
    screen.events = this.#events;
    return screen;
  }

  #look(sessionId: string): Entry {
    const screen = this.#spare ?? this.#makeScreen();
    this.#spare = null;
    screen.element.style.visibility = '';
    const entry: Entry = { screen, view: null, failed: false };
    screen.visible = true;
    const size = screen.proposeSize();
    if (size !== null) screen.resize(size);
    void this.#connect(sessionId, entry);
    return entry;
  }

  async #connect(sessionId: string, entry: Entry): Promise<void> {
    entry.failed = false;
    try {
      const { portId } = await call('sessions.view', { sessionId });
      const port = await receivePort(portId);
      if (this.#gone || this.#entries.get(sessionId) !== entry) return port.close();
      entry.view = new SessionView(entry.screen, port, this.#events.session(sessionId), this.#events.of(sessionId));
    } catch (thrown) {
      if (this.#entries.get(sessionId) !== entry) return;
      entry.failed = true;
      this.#events.failed(sessionId, thrown);
    }
  }

  #keepToBudget(frontId: string): void {
    let hidden = 0;
    for (const [id, { screen }] of [...this.#entries].reverse()) {
      if (id === frontId) continue;
      hidden += screen.memoryBytes;
      if (hidden > hiddenBudgetBytes) this.#drop(id);
    }
  }

  #drop(sessionId: string): void {
    const entry = this.#entries.get(sessionId);
    this.#entries.delete(sessionId);
    if (entry === undefined) return;
    if (entry.view === null) entry.screen.dispose();
    else entry.view.dispose();
  }
}
