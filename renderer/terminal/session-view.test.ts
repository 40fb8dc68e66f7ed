import '@xterm/xterm/css/xterm.css';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Screen, type ScreenEvents } from './screen.ts';
import { SessionView, type SessionViewEvents } from './session-view.ts';
import { FakeSession, makeStage, summary } from './testing/stage.ts';

let stage: HTMLDivElement;
let session: FakeSession;
let screen: Screen;
let view: SessionView;
let events: { [Name in keyof SessionViewEvents]: ReturnType<typeof vi.fn<SessionViewEvents[Name]>> };
let asked: { [Name in keyof ScreenEvents]: ReturnType<typeof vi.fn<ScreenEvents[Name]>> };

beforeEach(() => {
  stage = makeStage();
  session = new FakeSession();
  screen = new Screen(stage, { fontSize: 13, screenReader: false });
  screen.element.style.height = '100%';
  asked = { openLink: vi.fn(), hoverLink: vi.fn(), key: vi.fn(() => true) };
  screen.events = asked;
  screen.visible = true;
  const size = screen.proposeSize();
  if (size !== null) screen.resize(size);
  events = { state: vi.fn(), title: vi.fn(), bell: vi.fn(), inputRefused: vi.fn() };
  view = new SessionView(screen, session.page, summary(), events);
});

afterEach(() => {
  view.dispose();
  stage.remove();
});

function lines(): string {
  const buffer = screen.terminal.buffer.active;
  const all = Array.from({ length: buffer.length }, (_, index) => buffer.getLine(index)?.translateToString(true) ?? '');
  return all.join('\n').trimEnd();
}

const replay = (text: string, columns = screen.terminal.cols, rows = screen.terminal.rows): void =>
  session.say({ kind: 'replay', bytes: new TextEncoder().encode(text), size: { columns, rows } });

describe('output', () => {
  test('cut anywhere, in the middle of letters and of escape sequences too, is shown whole', async () => {
    const bytes = new TextEncoder().encode('grüße \x1b[1;38;5;196m日本語\x1b[0m 😀\x1b]0;tïtle\x07 end');
    for (const byte of bytes) session.output(Uint8Array.of(byte));
    await expect.poll(lines).toBe('grüße 日本語 😀 end');
    expect(events.title).toHaveBeenLastCalledWith('tïtle');
    await expect.poll(() => session.acknowledged).toBe(bytes.length);
  });

  test('is acknowledged byte for byte, in few messages', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(79).concat('\n').repeat(64));
    for (let count = 0; count < 200; count += 1) session.output(chunk);
    await expect.poll(() => session.acknowledged, { timeout: 10_000 }).toBe(200 * chunk.length);
    expect(session.requests.filter(({ kind }) => kind === 'ack').length).toBeLessThan(40);
  });

  test('that can’t be what the contract says is passed over', async () => {
    session.say({ kind: 'output', bytes: new Uint8Array(new TextEncoder().encode('a')) });
    Reflect.apply(session.say, session, [{ kind: 'output', bytes: 'text' }]);
    session.output('b');
    await expect.poll(lines).toBe('ab');
    await expect.poll(() => session.acknowledged).toBe(2);
  });

  test('without a TTY gets the line ends that nobody else makes, and gives them', async () => {
    session.say({ kind: 'state', session: summary({ terminal: false }) });
    session.output('one\ntwo');
    await expect.poll(lines).toBe('one\ntwo');
    screen.terminal.input('x\r');
    await expect.poll(() => session.input).toBe('x\n');
  });
});

describe('a replay', () => {
  test('replaces what was there, and is not acknowledged', async () => {
    session.output('before');
    replay('kept screen');
    session.output('!');
    await expect.poll(lines).toBe('kept screen!');
    await expect.poll(() => session.acknowledged).toBe('before!'.length);
  });

  test('is laid out at its own size, then fitted with its long lines, and the size told', async () => {
    const fitted = `${screen.terminal.cols}x${screen.terminal.rows}`;
    replay(`${'a'.repeat(30)}b\r\n$`, 30, 10);
    await expect.poll(() => session.sizes).toEqual([fitted]);
    expect(lines()).toBe(`${'a'.repeat(30)}b\n$`);
    expect(screen.terminal.cols).toBeGreaterThan(30);
  });

  test('does not answer questions that were answered long ago, nor ring', async () => {
    replay('\x1b[6n\x1b[c\x07old');
    await expect.poll(lines).toBe('old');
    session.output('\x1b[5n\x07');
    await expect.poll(() => session.input).toBe('\x1b[0n');
    expect(events.bell).toHaveBeenCalledTimes(1);
  });
});

describe('what is typed', () => {
  test('goes as bytes: letters in UTF-8, mouse reports in Latin-1', async () => {
    screen.terminal.input('ü€');
    await expect.poll(() => session.input).toBe('\xc3\xbc\xe2\x82\xac');
    session.output('\x1b[?1000h');
    await expect.poll(() => screen.terminal.modes.mouseTrackingMode).toBe('vt200');
    // The old mouse protocol has bytes that are no UTF-8: column 170.
    Reflect.get(Reflect.get(screen.terminal, '_core'), 'coreService').triggerBinaryEvent('\x1b[M \xca!');
    await expect.poll(() => session.input).toBe('\xc3\xbc\xe2\x82\xac\x1b[M \xca!');
  });
});

describe('the size', () => {
  test('is told once a frame while it changes, the last one always', async () => {
    session.output('$ ');
    await expect.poll(lines).toBe('$');
    for (const width of [700, 650, 600, 500, 400]) stage.style.width = `${width}px`;
    await expect.poll(() => session.sizes.length).toBeGreaterThan(0);
    stage.style.width = '300px';
    stage.style.height = '200px';
    await expect.poll(() => session.sizes.at(-1)).toBe(`${screen.terminal.cols}x${screen.terminal.rows}`);
    await expect.poll(() => screen.terminal.cols).toBeLessThan(40);
    expect(session.sizes.at(-1)).toBe(`${screen.terminal.cols}x${screen.terminal.rows}`);
    expect(session.sizes.length).toBeLessThanOrEqual(3);
  });

  test('is not told while the screen is hidden, but when it is back', async () => {
    session.output('$ ');
    await expect.poll(lines).toBe('$');
    screen.visible = false;
    stage.style.width = '400px';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(session.sizes).toEqual([]);
    screen.visible = true;
    await expect.poll(() => session.sizes).toHaveLength(1);
  });
});

describe('hostile output', () => {
  test('can’t write to the clipboard, ask after the window or move it', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText');
    const { cols, rows } = screen.terminal;
    session.output('\x1b]52;c;aGFja2Vk\x07\x1b]52;c;?\x07\x1b[21t\x1b[20t\x1b[14t\x1b[18t\x1b[11t\x1b[8;5;5tok');
    await expect.poll(lines).toBe('ok');
    expect(write).not.toHaveBeenCalled();
    expect(session.input).toBe('');
    expect(screen.terminal).toMatchObject({ cols, rows });
  });

  test('rings, and no more than that', async () => {
    session.output('\x07');
    await expect.poll(() => events.bell).toHaveBeenCalledTimes(1);
  });

  async function point(column: number, click: MouseEventInit): Promise<void> {
    const target = screen.element.querySelector('.xterm-screen');
    if (target === null) throw new Error('no screen');
    const box = target.getBoundingClientRect();
    const at = {
      clientX: box.x + (column + 0.5) * (box.width / screen.terminal.cols),
      clientY: box.y + 8,
      bubbles: true,
    };
    target.dispatchEvent(new MouseEvent('mousemove', at));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    target.dispatchEvent(new MouseEvent('mousedown', { ...at, ...click }));
    target.dispatchEvent(new MouseEvent('mouseup', { ...at, ...click }));
  }

  test('has links, which a click with Ctrl opens', async () => {
    session.output('see https://example.com/a?b');
    await expect.poll(lines).toContain('example');
    await point(8, {});
    expect(asked.hoverLink).toHaveBeenLastCalledWith('https://example.com/a?b');
    expect(asked.openLink).not.toHaveBeenCalled();
    await point(8, { ctrlKey: true });
    expect(asked.openLink).toHaveBeenCalledExactlyOnceWith('https://example.com/a?b');
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'https://user:word@example.com/'])(
    'has no link to %s',
    async (address) => {
      session.output(`\x1b]8;;${address}\x1b\\click here\x1b]8;;\x1b\\`);
      await expect.poll(lines).toBe('click here');
      await point(2, { ctrlKey: true });
      expect(asked.openLink).not.toHaveBeenCalled();
    },
  );

  test('has named links too, which show where they lead', async () => {
    session.output('\x1b]8;;https://xn--example.com/\x1b\\https://bank.example\x1b]8;;\x1b\\');
    await expect.poll(lines).toContain('bank');
    await point(2, { ctrlKey: true });
    expect(asked.hoverLink).toHaveBeenLastCalledWith('https://xn--example.com/');
    expect(asked.openLink).toHaveBeenCalledExactlyOnceWith('https://xn--example.com/');
  });
});
