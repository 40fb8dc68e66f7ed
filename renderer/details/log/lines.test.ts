import { describe, expect, test } from 'vitest';
import { formatTime } from '../../ui/format.ts';
import { parseAnsi, plain } from './ansi.ts';
import { css } from './colours.ts';
import { LogBuffer } from './log-buffer.ts';
import { matcher, RunningSearch } from './log-search.ts';
import { nanoseconds, shortTime } from './log-time.ts';
import { longestDrawn, pieces } from './pieces.ts';
import { selectedText } from './selection.ts';
import { SkipKnown } from './skip-known.ts';

const line = (text: string, time: string | null = null) => ({ stream: 'stdout', time, text }) as const;
const keep = (...texts: string[]) => {
  const buffer = new LogBuffer();
  buffer.append(texts.map((text) => line(text)));
  return buffer.snapshot().lines;
};

describe('colours of a log line', () => {
  test('become stretches of the clean text', () => {
    const { text, spans, style } = parseAnsi('a \x1b[1;31mred\x1b[0m b');
    expect(text).toBe('a red b');
    expect(spans).toEqual([{ start: 2, end: 5, style: { ...plain, foreground: 1, bold: true } }]);
    expect(style).toBe(plain);
  });

  test('of the palette, the cube, the greys and in full are known', () => {
    const colourOf = (codes: string) => parseAnsi(`\x1b[${codes}mx`).spans[0]?.style;
    expect(colourOf('97')?.foreground).toBe(15);
    expect(colourOf('100')?.background).toBe(8);
    expect(colourOf('38;5;9')?.foreground).toBe(9);
    expect(colourOf('38;5;196')?.foreground).toBe('rgb(255 0 0)');
    expect(colourOf('48;5;232')?.background).toBe('rgb(8 8 8)');
    expect(colourOf('38;2;1;2;3')?.foreground).toBe('rgb(1 2 3)');
    expect(colourOf('38:2::1:2:3')?.foreground).toBe('rgb(1 2 3)');
    expect(colourOf('38;2;1;2;999')).toBeUndefined();
    expect(colourOf('38;5;1;4')).toMatchObject({ foreground: 1, underline: true });
  });

  test('go on over the end of a line, for each stream on its own', () => {
    const buffer = new LogBuffer();
    buffer.append([
      { stream: 'stdout', time: null, text: '\x1b[32mone' },
      { stream: 'stderr', time: null, text: 'other' },
      { stream: 'stdout', time: null, text: 'two' },
    ]);
    const [one, other, two] = buffer.snapshot().lines;
    expect(one?.spans).toEqual([{ start: 0, end: 3, style: { ...plain, foreground: 2 } }]);
    expect(other?.spans).toEqual([]);
    expect(two?.spans).toEqual([{ start: 0, end: 3, style: { ...plain, foreground: 2 } }]);
  });

  test('are all that escape sequences do: others are taken out, cut ones too', () => {
    expect(
      parseAnsi('a\x1b[2J\x1b[10;1Hb\x1b]52;c;aGk=\x07c\x1b]0;title\x1b\\d\x1bPq#0\x1b\\e\x1b(Bf\x1b[3').text,
    ).toBe('abcdef');
    expect(parseAnsi('\x9b31mx\x9dtitle\x9cy').text).toBe('xy');
  });

  test('leave other controls visible', () => {
    expect(parseAnsi('10%\r20%\x08\u202egnp\r').text).toBe('10%\u240d20%\u2408⟨202E⟩gnp');
    expect(parseAnsi('a\tb').text).toBe('a\tb');
  });

  test('are readable on any ground', () => {
    const drawn = (codes: string) => css(parseAnsi(`\x1b[${codes}mx`).spans[0]?.style ?? plain);
    expect(drawn('31')).toEqual({ color: 'var(--ansi-1)' });
    expect(drawn('30')).toEqual({ color: 'var(--ansi-8)' });
    expect(drawn('2')).toEqual({ color: 'var(--text-faint)' });
    expect(drawn('37;41')).toEqual({ color: 'var(--log-background)', backgroundColor: 'var(--ansi-1)' });
    expect(drawn('7')).toEqual({ color: 'var(--log-background)', backgroundColor: 'var(--log-foreground)' });
    expect(drawn('48;2;250;250;250')).toEqual({ color: '#000', backgroundColor: 'rgb(250 250 250)' });
    expect(drawn('38;2;1;2;3;48;2;9;9;9').color).toBe('rgb(1 2 3)');
  });

  test('of thousands in one line are cut in one walk', () => {
    const [many] = keep('\x1b[31ma\x1b[32mb'.repeat(20_000));
    expect(many).toBeDefined();
    if (many === undefined) return;
    const start = performance.now();
    expect(
      pieces(many, [])
        .map(({ text }) => text)
        .join(''),
    ).toHaveLength(longestDrawn);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('the kept lines', () => {
  test('are bounded, and tell how many had to go', () => {
    const buffer = new LogBuffer({ limit: 1000 });
    buffer.append(Array.from({ length: 1000 }, (_, index) => line(`line ${index}`)));
    expect(buffer.snapshot()).toMatchObject({ dropped: 0, cutFor: null });
    buffer.append([line('one more')]);
    const { lines, dropped, cutFor } = buffer.snapshot();
    expect(cutFor).toBe('lines');
    expect(dropped).toBe(51);
    expect(lines).toHaveLength(950);
    expect(lines[0]?.id).toBe(51);
    expect(lines.at(-1)?.text).toBe('one more');
  });

  test('are bounded by their size too, and the last one stays', () => {
    const buffer = new LogBuffer({ budget: 100_000 });
    buffer.append(Array.from({ length: 30 }, (_, index) => line(String(index % 10).repeat(10_000))));
    const { lines, dropped, cutFor } = buffer.snapshot();
    expect(cutFor).toBe('size');
    expect(lines).toHaveLength(9);
    expect(dropped).toBe(21);
    expect(lines.at(-1)?.text[0]).toBe('9');
    buffer.append([line('x'.repeat(200_000))]);
    expect(buffer.snapshot().lines.map(({ text }) => text.length)).toEqual([200_000]);
    expect(buffer.snapshot().dropped).toBe(30);
  });

  test('are not added again when the log is followed again', () => {
    const known = new SkipKnown({ time: '2026-11-24T08:00:00.5Z', lines: 2 });
    const times = ['2026-11-24T08:00:00.4Z', '2026-11-24T08:00:00.5Z', '2026-11-24T09:00:00.500+01:00'];
    expect(times.map((time) => known.isNew(line('x', time)))).toEqual([false, false, false]);
    expect(known.isNew(line('third of that time', '2026-11-24T08:00:00.5Z'))).toBe(true);
    expect(known.isNew(line('x', '2026-11-24T08:00:00.500000001Z'))).toBe(true);
    expect(known.isNew(line('after the clock was set back', '2026-11-24T07:00:00Z'))).toBe(true);
  });

  test('bear times to the nanosecond, and show them to the millisecond, or to the second where no more is known', () => {
    expect(nanoseconds('1970-01-01T00:00:01.000000001Z')).toBe(1_000_000_001n);
    expect(nanoseconds('yesterday')).toBeNull();
    const seconds = (offset = 0) => formatTime(Date.UTC(2026, 10, 24, 8, 15, 30) + offset);
    expect(shortTime('2026-11-24T08:15:30.123456789Z')).toContain('15:30.123');
    expect(shortTime('2026-11-24T08:15:30.000456789Z')).toContain('15:30.000');
    expect(shortTime('2026-11-24T08:15:30.000000000Z')).toBe(seconds());
    expect(shortTime('2026-11-24T08:15:30+01:00')).toBe(seconds(-3_600_000));
  });
});

describe('searching', () => {
  test('marks each occurrence, letters large or small', () => {
    const match = matcher({ text: 'Err', caseSensitive: false, regex: false });
    expect(typeof match === 'function' && match('err and ERR')).toEqual([
      { start: 0, end: 3 },
      { start: 8, end: 11 },
    ]);
  });

  test('takes signs as they are unless a regular expression is wanted', () => {
    const words = matcher({ text: 'a.c/[', caseSensitive: true, regex: false });
    expect(typeof words === 'function' && words('abc a.c/[')).toEqual([{ start: 4, end: 9 }]);
    expect(matcher({ text: 'a(', caseSensitive: true, regex: true })).toBe('broken');
    const empty = matcher({ text: 'x*', caseSensitive: true, regex: true });
    expect(typeof empty === 'function' && empty('aaa')).toEqual([]);
  });

  test('looks at each line once and forgets those that had to go', () => {
    const seen: string[] = [];
    const search = new RunningSearch((text) => {
      seen.push(text);
      return text.includes('x') ? [{ start: 0, end: 1 }] : [];
    });
    const lines = keep('x1', 'a', 'x2', 'x3');
    expect(search.in(lines.slice(0, 3)).map(({ text }) => text)).toEqual(['x1', 'x2']);
    const all = search.in(lines);
    expect(all.map(({ text }) => text)).toEqual(['x1', 'x2', 'x3']);
    expect(search.in(lines)).toBe(all);
    expect(seen).toHaveLength(4);
    expect(search.in(lines.slice(2)).map(({ text }) => text)).toEqual(['x2', 'x3']);
    expect(search.in([])).toEqual([]);
  });
});

test('copying takes the selected part of the first and last line, with times where wanted', () => {
  const buffer = new LogBuffer();
  buffer.append([line('first', 'T1'), line('second', 'T2'), line('third', 'T3')]);
  const { lines } = buffer.snapshot();
  const selection = { from: { lineId: 0, offset: 2 }, to: { lineId: 2, offset: 3 } };
  expect(selectedText(lines, selection, false)).toBe('rst\nsecond\nthi');
  expect(selectedText(lines, selection, true)).toBe('T1 rst\nT2 second\nT3 thi');
  expect(selectedText(lines, null, false)).toBe('first\nsecond\nthird');
});
