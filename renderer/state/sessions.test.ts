import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GantryError } from '../../shared/errors.ts';
import { type FakeBridge, installFakeBridge } from '../bridge/testing/fake-bridge.ts';
import { summary } from '../terminal/testing/stage.ts';
import { measureWith } from './pane-size.ts';
import { ring, setTitle, useMarks } from './session-marks.ts';
import {
  activateBeside,
  changeFontSize,
  closeSession,
  initialSessions,
  openAgain,
  openSession,
  setDock,
  takeAll,
  useSessions,
} from './sessions.ts';

let bridge: FakeBridge;
let forgetSize: () => void = () => undefined;
const ids = (): string[] => useSessions.getState().sessions.map(({ id }) => id);
const activeId = (): string | null => useSessions.getState().activeId;
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => summary({ id }));
const some = [a, b, c].flatMap((session) => session ?? []);

beforeEach(() => {
  localStorage.clear();
  bridge = installFakeBridge();
  useSessions.setState(initialSessions(), true);
  useMarks.setState({ marks: new Map() });
});
afterEach(() => {
  forgetSize();
  vi.useRealTimers();
});

describe('tabs', () => {
  test('keep their order, whatever order is told; new ones come last', () => {
    takeAll(some);
    takeAll([d, c, a, b].flatMap((session) => session ?? []));
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('that go leave the next in front, else the last, and take their marks along', () => {
    takeAll(some);
    useSessions.setState({ activeId: 'b' });
    setTitle('b', 'title');
    ring('a');
    takeAll(some.filter(({ id }) => id !== 'b'));
    expect(activeId()).toBe('c');
    expect([...useMarks.getState().marks.keys()]).toEqual(['a']);
    takeAll(some.filter(({ id }) => id === 'a'));
    expect(activeId()).toBe('a');
    takeAll([]);
    expect(activeId()).toBeNull();
  });

  test('are gone through round and round, and the bell of the one in front is heard', () => {
    takeAll(some);
    useSessions.setState({ activeId: 'c' });
    ring('a');
    activateBeside(1);
    expect(activeId()).toBe('a');
    expect(useMarks.getState().marks.get('a')?.bell).toBe(false);
    activateBeside(-1);
    expect(activeId()).toBe('c');
  });
});

describe('opening', () => {
  test('waits for the pane, opens it, and gives the size that it measures', async () => {
    bridge.answer({ 'sessions.open': () => summary({ id: 'new' }) });
    const opening = openSession('engine', 'container', 'exec', { user: 'root' });
    expect(useSessions.getState()).toMatchObject({ paneOpen: true, opening: { containerId: 'container' } });
    expect(bridge.asked).toEqual([]);
    forgetSize = measureWith(async () => ({ columns: 132, rows: 43 }));
    expect(await opening).toBe('new');
    expect(bridge.inputs('sessions.open')).toMatchObject([
      { kind: 'exec', command: null, user: 'root', size: { columns: 132, rows: 43 } },
    ]);
    expect(useSessions.getState()).toMatchObject({ activeId: 'new', opening: null, keysWanted: 1 });
  });

  test('doesn’t wait for ever', async () => {
    vi.useFakeTimers();
    bridge.answer({ 'sessions.open': () => summary({ id: 'new' }) });
    const opening = openSession('engine', 'container', 'exec');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await opening).toBe('new');
    expect(bridge.inputs('sessions.open')).toMatchObject([{ size: { columns: 80, rows: 24 } }]);
  });

  test('that failed is tried again as it was', async () => {
    forgetSize = measureWith(async () => ({ columns: 80, rows: 24 }));
    bridge.answer({
      'sessions.open': () => {
        throw new GantryError({ code: 'not-found', message: 'There is no such container.' });
      },
    });
    expect(await openSession('engine', 'container', 'attach')).toBeNull();
    expect(useSessions.getState().openFailure?.error.code).toBe('not-found');
    bridge.answer({ 'sessions.open': () => summary({ id: 'new' }) });
    openAgain();
    await vi.waitFor(() => expect(activeId()).toBe('new'));
    const [first, second] = bridge.inputs('sessions.open');
    expect(second).toEqual(first);
    expect(useSessions.getState().openFailure).toBeNull();
  });
});

describe('closing', () => {
  test('takes the tab away at once', () => {
    takeAll(some);
    bridge.answer({ 'sessions.close': () => undefined });
    void closeSession('b');
    expect(ids()).toEqual(['a', 'c']);
    expect(bridge.inputs('sessions.close')).toEqual([{ sessionId: 'b' }]);
  });

  test.each([
    ['engine-failed', 'engine-failed'],
    // It is gone already, as was wanted.
    ['not-found', undefined],
  ] as const)('that fails with %s tells of %s', async (code, told) => {
    takeAll(some);
    bridge.answer({
      'sessions.list': () => some,
      'sessions.close': () => {
        throw new GantryError({ code, message: 'It could not be closed.' });
      },
    });
    await closeSession('b');
    expect(useSessions.getState().trouble?.code).toBe(told);
    expect(ids()).toEqual(told === undefined ? ['a', 'c'] : ['a', 'c', 'b']);
  });
});

test('what the user likes is there again after a start; nonsense is forgotten', () => {
  changeFontSize(3);
  setDock('side');
  expect(initialSessions()).toMatchObject({ fontSize: 16, dock: 'side', screenReader: false });
  localStorage.setItem('gantry.terminal', '{"fontSize":4000,"dock":"ceiling","screenReader":1}');
  expect(initialSessions()).toMatchObject({ fontSize: 32, dock: 'bottom', screenReader: false });
  localStorage.setItem('gantry.terminal', '{');
  expect(initialSessions()).toMatchObject({ fontSize: 13, dock: 'bottom' });
});
