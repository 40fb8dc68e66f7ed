import { describe, expect, test, vi } from 'vitest';
import { Acks } from './acks.ts';
import { benchMarks } from './bench.ts';
import { isEmulated } from './drawing.ts';
import { isLinkClick, safeLink } from './links.ts';
import { judgePaste } from './paste.ts';
import { isShell } from './prompt.ts';
import { isReply } from './replies.ts';
import { cleanTitle } from './untrusted-text.ts';

describe('acknowledging', () => {
  test('adds up to the bytes parsed, at the threshold and when there are no more', () => {
    const sent: number[] = [];
    const acks = new Acks((bytes) => sent.push(bytes), 100);
    for (const bytes of [60, 60, 5, 6]) acks.received(bytes);
    acks.parsed(60);
    expect(sent).toEqual([]);
    acks.parsed(60);
    expect(sent).toEqual([120]);
    acks.parsed(5);
    expect(sent).toEqual([120]);
    acks.parsed(6);
    expect(sent).toEqual([120, 11]);
  });

  test('of a single byte comes at once', () => {
    const send = vi.fn();
    const acks = new Acks(send);
    acks.received(1);
    acks.parsed(1);
    expect(send).toHaveBeenCalledWith(1);
  });

  test('says nothing of no bytes', () => {
    const send = vi.fn();
    const acks = new Acks(send);
    acks.received(0);
    acks.parsed(0);
    acks.flush();
    expect(send).not.toHaveBeenCalled();
  });
});

describe('a title set by a program', () => {
  test('is shown without controls and marks of direction', () => {
    expect(cleanTitle('a\u001b[31m\u202egnp.exe\u0000\tb')).toBe('a [31m gnp.exe b');
  });
  test('is shortened', () => {
    const title = cleanTitle('😀'.repeat(100_000));
    expect([...(title ?? '')]).toHaveLength(80);
    expect(title?.endsWith('…')).toBe(true);
  });
  test('of nothing visible is none', () => expect(cleanTitle('\u200b \u2066')).toBeNull());
});

describe('a link', () => {
  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'http://user:word@host/', 'nothing'])(
    '%s is refused',
    (text) => expect(safeLink(text)).toBeNull(),
  );
  test('is shown as the browser will take it', () => {
    expect(safeLink('https://аpple.com/a b')).toBe('https://xn--pple-43d.com/a%20b');
  });
  test('is opened by a click with Ctrl only', () => {
    expect(isLinkClick(new MouseEvent('mouseup', { ctrlKey: true }))).toBe(true);
    expect(isLinkClick(new MouseEvent('mouseup'))).toBe(false);
    expect(isLinkClick(new MouseEvent('mouseup', { ctrlKey: true, button: 1 }))).toBe(false);
  });
});

describe('pasting', () => {
  test('of several lines asks first where the program would run each', () => {
    expect(judgePaste('ls\nrm -r x\n', false)).toEqual({
      text: 'ls\nrm -r x\n',
      lines: ['ls', 'rm -r x'],
      removed: 0,
      runsAtOnce: true,
      needsConsent: true,
    });
    expect(judgePaste('ls\nrm -r x\n', true).needsConsent).toBe(false);
    expect(judgePaste('ls', false).needsConsent).toBe(false);
  });
  test('of one line with its end asks too, since it would run at once', () => {
    expect(judgePaste('ls\r', false).needsConsent).toBe(true);
  });
  test('leaves no escape in the text that could end its brackets', () => {
    const paste = judgePaste('a\u001b[201~rm\u0003\u009b1m\tb', true);
    expect(paste.text).toBe('a[201~rm1m\tb');
    // It isn't what was copied, and that is said.
    expect(paste).toMatchObject({ removed: 3, runsAtOnce: false, needsConsent: true });
  });
});

describe('what a terminal answers by itself', () => {
  test.each([
    '\x1b[1;1R',
    '\x1b[?1;2c',
    '\x1b[>0;276;0c',
    '\x1b[0n',
    '\x1b[?2004;2$y',
    '\x1b]11;rgb:0000/0000/0000\x1b\\',
    '\x1b[I',
  ])('%j is known as a reply', (data) => expect(isReply(data)).toBe(true));
  test.each(['a', '\x1b[A', '\x1bOP', '\x1b[15~', '\r', '\x1b'])('%j is a key', (data) =>
    expect(isReply(data)).toBe(false),
  );
});

test.each([
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', true],
  ['ANGLE (Mesa, llvmpipe (LLVM 15.0.6 256 bits), OpenGL 4.5)', true],
  ['ANGLE (AMD, AMD Radeon RX 6600 (radeonsi, navi23, LLVM 19.1.7), OpenGL ES 3.2)', false],
  ['ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)', false],
])('%s draws on the processor: %s', (renderer, onProcessor) => expect(isEmulated(renderer)).toBe(onProcessor));

test('a shell is told from a program', () => {
  expect(isShell(['/bin/sh'])).toBe(true);
  expect(isShell(['bash', '-l'])).toBe(true);
  expect(isShell(['sh', '-c', 'sleep 100'])).toBe(false);
  expect(isShell(['top'])).toBe(false);
});

test('the benchmarks find their marks only when the page is asked for them', () => {
  const element = document.createElement('div');
  expect(benchMarks(element, '')).toBeNull();
  const marks = benchMarks(element, '?bench');
  marks?.received(10);
  marks?.parsed(4);
  marks?.parsed(6);
  expect(element.dataset).toMatchObject({ receivedBytes: '10', parsedBytes: '10' });
});
