import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inputWindow, type SessionSummary } from '../../shared/session.ts';
import { Backlog } from './backlog.ts';
import { Tail } from './tail.ts';
import { TestWindow } from './testing/test-window.ts';
import { type Viewed, Viewer } from './viewer.ts';

const size = { columns: 80, rows: 24 };
const limits = { highWater: 1000, lowWater: 500, chunk: 100, eager: 200, patience: 1000 };
const summary: SessionSummary = {
  id: 's',
  engineId: 'e',
  containerId: 'c',
  containerName: 'name',
  kind: 'exec',
  command: ['sh'],
  terminal: true,
  endsInput: false,
  state: { state: 'running' },
  openedAt: 0,
};

/** A session without an engine: what comes and goes is in the test's hand. */
function testSession() {
  const backlog = new Backlog(2000);
  const tail = new Tail(backlog);
  const viewed = {
    backlog,
    summary: () => summary,
    replay: () => ({ bytes: tail.replay(), size }),
    input: vi.fn(async (_bytes: Uint8Array) => {}),
    resize: vi.fn(),
    flowChanged: vi.fn(),
    gone: vi.fn(),
  } satisfies Viewed;
  const look = () => {
    const window = new TestWindow();
    const viewer = new Viewer(window.port, viewed, limits);
    viewer.begin();
    const output = (text: string) => {
      backlog.append(new TextEncoder().encode(text));
      viewer.pump();
    };
    return { window, viewer, output };
  };
  return { viewed, look };
}

describe('a view on a session', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('begins with what was there before, its size and its state, then gets what comes', () => {
    const { viewed, look } = testSession();
    viewed.backlog.append(new TextEncoder().encode('before '));
    const { window, output } = look();
    expect(window.messages).toMatchObject([
      { kind: 'replay', size },
      { kind: 'state', session: { id: 's' } },
    ]);
    output('after');
    expect(window.text).toBe('before after');
  });

  it('tells the state after all output that came before it, however busy the page is', () => {
    const { look } = testSession();
    const { window, viewer, output } = look();
    window.acknowledges = false;
    output('x'.repeat(250));
    window.messages.length = 0;
    viewer.stateChanged();
    expect(window.text).toHaveLength(250);
    expect(window.messages).toMatchObject([{ kind: 'state' }]);
  });

  it('holds the source back when the page takes nothing, and is let go after a second', () => {
    const { look, viewed } = testSession();
    const { window, viewer, output } = look();
    window.acknowledges = false;
    output('x'.repeat(1500));
    expect([window.text.length, viewer.holdsBack]).toEqual([1000, true]);
    vi.advanceTimersByTime(1000);
    expect(viewer.holdsBack).toBe(false);
    expect(viewed.flowChanged).toHaveBeenCalled();
    output('more');
    expect(window.text).toHaveLength(1000);
  });

  it('goes on where it was when it is back in time', () => {
    const { look } = testSession();
    const { window, output } = look();
    window.acknowledges = false;
    output('x'.repeat(1500));
    vi.advanceTimersByTime(1000);
    output('end');
    window.acknowledge();
    window.acknowledge();
    expect(window.text).toMatch(/^x+end$/);
    expect(window.text).toHaveLength(1503);
    expect(window.messages.filter(({ kind }) => kind === 'replay')).toHaveLength(1);
  });

  it('gets the kept screen when it has missed too much, once it has parsed all it was sent', () => {
    const { look } = testSession();
    const { window, output } = look();
    window.acknowledges = false;
    output('x'.repeat(1500));
    vi.advanceTimersByTime(1000);
    output(`${'y'.repeat(1990)}\nlast line`);
    window.acknowledge(500);
    expect(window.text).toMatch(/^x+$/);
    window.acknowledge();
    expect(window.text).toBe('last line');
    output(' and more');
    expect(window.text).toBe('last line and more');
  });

  it('passes keys and sizes on', () => {
    const { look, viewed } = testSession();
    const { window } = look();
    window.type('ä');
    window.resize(100, 30);
    expect(viewed.input).toHaveBeenCalledWith(new Uint8Array([0xc3, 0xa4]));
    expect(viewed.resize).toHaveBeenCalledWith({ columns: 100, rows: 30 });
  });

  it.each([
    'nonsense',
    { kind: 'input', bytes: 'text' },
    { kind: 'resize', size: { columns: 0, rows: -1 } },
    { kind: 'resize', size: { columns: 1e9, rows: 1 } },
    { kind: 'ack', bytes: 1 },
    { kind: 'ack', bytes: -1 },
  ])('is closed, and only the view, when the page sends %j', (message) => {
    const { look, viewed } = testSession();
    const { window } = look();
    const other = look();
    window.sendAnything(message);
    expect(window.isClosed).toBe(true);
    expect(viewed.gone).toHaveBeenCalledOnce();
    expect(viewed.input).not.toHaveBeenCalled();
    other.output('goes on');
    expect(other.window.text).toBe('goes on');
  });

  it('leaves no timer behind when the page is gone', () => {
    const { look } = testSession();
    const { window, output } = look();
    window.acknowledges = false;
    output('x'.repeat(1500));
    window.hangUp();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is told when what was typed has gone to the program, and is closed when it sends more than may be under way', async () => {
    const { viewed, look } = testSession();
    const taken: (() => void)[] = [];
    viewed.input.mockImplementation(() => new Promise((resolve) => taken.push(() => resolve())));
    const { window } = look();
    window.type('x'.repeat(inputWindow));
    expect(window.taken).toBe(0);
    for (const each of taken) each();
    await window.until(({ taken }) => taken === inputWindow);
    window.type('y'.repeat(inputWindow));
    expect(window.isClosed).toBe(false);
    window.type('z');
    expect(window.isClosed).toBe(true);
    expect(viewed.input).toHaveBeenCalledTimes(2);
  });
});
