/** The sessions and the pane that shows them: what is there, which tab is in front, and how it looks. */
import { create } from 'zustand';
import { type ErrorData, toErrorData } from '../../shared/errors.ts';
import type { SessionRequest, SessionSummary } from '../../shared/session.ts';
import { call, onPush } from '../bridge/index.ts';
import { isAfterCrash, isReloaded } from './after-crash.ts';
import { paneSize } from './pane-size.ts';
import { keepMarks, quieten } from './session-marks.ts';
import { boundFontSize, type Dock, defaultFontSize, recall, remember } from './sessions-remembered.ts';

/** What to open, before the size is known. */
export type Opening = Omit<SessionRequest, 'size'>;

export interface SessionsState {
  /** In the order of their tabs. */
  readonly sessions: readonly SessionSummary[];
  readonly activeId: string | null;
  readonly paneOpen: boolean;
  /** Where the pane is. */
  readonly dock: Dock;
  /** Pixels. */
  readonly fontSize: number;
  /** Whether the terminals' text is put where screen readers find it. */
  readonly screenReader: boolean;
  /** Counts how often the terminal in front was to get the keys. */
  readonly keysWanted: number;
  /** A session that is being opened, and that has no tab yet. */
  readonly opening: Opening | null;
  /** What went wrong besides, until it has been read. */
  readonly trouble: ErrorData | null;
  /** The last attempt to open one failed. */
  readonly openFailure: { readonly opening: Opening; readonly error: ErrorData } | null;
}

export function initialSessions(): SessionsState {
  return {
    sessions: [],
    activeId: null,
    paneOpen: false,
    ...recall(),
    keysWanted: 0,
    opening: null,
    openFailure: null,
    trouble: null,
  };
}

export const useSessions = create<SessionsState>()(initialSessions);
const { getState: get, setState: set } = useSessions;

/** Begins to follow the main process's sessions. @returns ends it */
export function followSessions(): () => void {
  const end = onPush('sessions.changed', takeAll);
  void call('sessions.list', undefined).then((told) => {
    takeAll(told);
    // Who was at work in them finds them where they were.
    if (told.length > 0 && (isAfterCrash() || isReloaded())) setPaneOpen(true);
  }, tellTrouble);
  return end;
}

/** Takes over what the main process says; the tabs that are there keep their order. */
export function takeAll(told: readonly SessionSummary[]): void {
  const byId = new Map(told.map((session) => [session.id, session]));
  const { sessions: known, activeId } = get();
  const kept = known.flatMap(({ id }) => byId.get(id) ?? []);
  const keptIds = new Set(kept.map(({ id }) => id));
  const sessions = [...kept, ...told.filter(({ id }) => !keptIds.has(id))];
  set({
    sessions,
    activeId: activeId !== null && byId.has(activeId) ? activeId : neighbour(known, activeId, sessions),
  });
  keepMarks(new Set(byId.keys()));
}

/** The tab that comes to the front when the one in front has gone: the next, else the last. */
function neighbour(
  before: readonly SessionSummary[],
  activeId: string | null,
  after: readonly SessionSummary[],
): string | null {
  const index = before.findIndex(({ id }) => id === activeId);
  const stillThere = new Set(after.map(({ id }) => id));
  const next = index < 0 ? undefined : before.slice(index + 1).find(({ id }) => stillThere.has(id));
  return (next ?? after.at(-1))?.id ?? null;
}

/** One session as told by its own port. */
export function takeOne(session: SessionSummary): void {
  const { sessions } = get();
  const index = sessions.findIndex(({ id }) => id === session.id);
  set({ sessions: index < 0 ? [...sessions, session] : sessions.with(index, session) });
}

export interface OpenOptions {
  /** Null: the best shell in the container. */
  readonly command?: readonly string[] | null;
  readonly user?: string | null;
  readonly cwd?: string | null;
  /** For attach: the user knows that its end may close the container's standard input. */
  readonly mayEndInput?: boolean;
}

/**
 * Opens a terminal in a container and brings its tab to the front. A failure is shown in the pane.
 * @returns the session's id; null where it could not be opened
 */
export function openSession(
  engineId: string,
  containerId: string,
  kind: 'exec' | 'attach',
  { command = null, user = null, cwd = null, mayEndInput = false }: OpenOptions = {},
): Promise<string | null> {
  const words = command === null ? null : [...command];
  return open({
    engineId,
    containerId,
    kind,
    command: words,
    user,
    workingDirectory: cwd,
    ...(mayEndInput ? { mayEndInput } : {}),
  });
}

async function open(opening: Opening): Promise<string | null> {
  set({ opening, openFailure: null, paneOpen: true });
  try {
    const session = await call('sessions.open', { ...opening, size: await paneSize() });
    takeOne(session);
    set({ activeId: session.id, opening: null });
    wantKeys();
    return session.id;
  } catch (thrown) {
    set({ opening: null, openFailure: { opening, error: toErrorData(thrown) } });
    return null;
  }
}

/** Tries what failed to open once more. */
export function openAgain(): void {
  const failure = get().openFailure;
  if (failure !== null) void open(failure.opening);
}

export function forgetOpenFailure(): void {
  set({ openFailure: null });
}

export async function restartSession(sessionId: string): Promise<void> {
  const before = get().sessions.find(({ id }) => id === sessionId);
  if (before === undefined) return;
  try {
    await call('sessions.restart', { sessionId });
  } catch (thrown) {
    takeOne({ ...before, state: { state: 'failed', error: toErrorData(thrown) } });
  }
}

/** Ends a session and takes its tab away at once; the question whether comes before. */
export async function closeSession(sessionId: string): Promise<void> {
  takeAll(get().sessions.filter(({ id }) => id !== sessionId));
  try {
    await call('sessions.close', { sessionId });
  } catch (thrown) {
    const error = toErrorData(thrown);
    if (error.code === 'not-found') return;
    // It is shown again where it is still there.
    set({ trouble: error });
    await call('sessions.list', undefined).then(takeAll, () => undefined);
  }
}

/** Tells what went wrong where the user looks. */
export function tellTrouble(thrown: unknown): void {
  set({ trouble: toErrorData(thrown) });
}

export function forgetTrouble(): void {
  set({ trouble: null });
}

export function activate(sessionId: string): void {
  set({ activeId: sessionId, paneOpen: true });
  quieten(sessionId);
}

/** The next tab, or the one before: round and round. */
export function activateBeside(step: 1 | -1): void {
  const { sessions, activeId } = get();
  const index = sessions.findIndex(({ id }) => id === activeId);
  const next = sessions.at((index + step) % sessions.length);
  if (next !== undefined) activate(next.id);
}

/** Opened by the user, it gets the keys. */
export function setPaneOpen(paneOpen: boolean): void {
  set({ paneOpen });
  if (paneOpen) wantKeys();
}

/** Moved by the user, it gets the keys: not the button, which is another one there. */
export function setDock(dock: Dock): void {
  set({ dock });
  remember(get());
  wantKeys();
}

/** The terminal in front shall get the keys as soon as it is there. */
export function wantKeys(): void {
  set({ keysWanted: get().keysWanted + 1 });
}

/** @param change pixels more or less; null: back to the usual size */
export function changeFontSize(change: number | null): void {
  set({ fontSize: change === null ? defaultFontSize : boundFontSize(get().fontSize + change) });
  remember(get());
}

export function setScreenReader(screenReader: boolean): void {
  set({ screenReader });
  remember(get());
}
