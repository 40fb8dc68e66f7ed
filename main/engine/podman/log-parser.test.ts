import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../shared/logs.ts';
import { LogParser } from './log-parser.ts';

const at = '2026-11-24T09:11:12Z';

function frame(stream: 1 | 2, content: string | Uint8Array, time = at): Buffer {
  const body = Buffer.concat([Buffer.from(time === '' ? '' : `${time} `), Buffer.from(content)]);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

function parse(bytes: Uint8Array, size: number): LogLine[] {
  const parser = new LogParser();
  const lines: LogLine[] = [];
  for (let from = 0; from < bytes.length; from += size) lines.push(...parser.read(bytes.subarray(from, from + size)));
  return [...lines, ...parser.end()];
}

const euro = Buffer.from('€');

describe('a log', () => {
  const log = Buffer.concat([
    frame(1, 'one\r\n'),
    frame(1, 'a line '),
    frame(2, 'an error\n'),
    frame(1, 'in pieces, cut in a ', '2026-11-24T09:11:13Z'),
    frame(1, euro.subarray(0, 1)),
    frame(2, euro),
    frame(1, euro.subarray(1)),
    frame(1, '\n'),
    frame(2, '\n'),
    frame(1, '\n', '2026-11-24T09:11:14.123456789+01:00'),
    frame(1, 'two\nin one\n'),
    frame(1, 'without an end'),
  ]);
  const expected: LogLine[] = [
    { stream: 'stdout', time: at, text: 'one' },
    { stream: 'stderr', time: at, text: 'an error' },
    { stream: 'stdout', time: at, text: 'a line in pieces, cut in a €' },
    { stream: 'stderr', time: at, text: '€' },
    { stream: 'stdout', time: '2026-11-24T09:11:14.123456789+01:00', text: '' },
    { stream: 'stdout', time: at, text: 'two' },
    { stream: 'stdout', time: at, text: 'in one' },
    { stream: 'stdout', time: at, text: 'without an end' },
  ];

  it.each([1, 2, 3, 7, 8, 9, 29, 64, 10_000])('is the same in chunks of %i bytes', (size) => {
    expect(parse(log, size)).toEqual(expected);
  });

  it('without times is shown without', () => {
    expect(parse(frame(1, 'plain words of it\n', ''), 5)).toEqual([
      { stream: 'stdout', time: null, text: 'plain words of it' },
    ]);
  });

  it('with a line of a megabyte comes in pieces of at most 64 KiB, before the line has ended', () => {
    const parser = new LogParser();
    const long = frame(1, `${'x'.repeat(65_535)}${'😀'.repeat(300_000)}\n`);
    const early = parser.read(long.subarray(0, 500_000));
    expect(early.length).toBeGreaterThan(2);
    const lines = [...early, ...parser.read(long.subarray(500_000))];
    expect(Math.max(...lines.map(({ text }) => text.length))).toBeLessThanOrEqual(65_536);
    expect(lines.map(({ text }) => text).join('')).toBe(`${'x'.repeat(65_535)}${'😀'.repeat(300_000)}`);
    expect(lines.every(({ text }) => text.isWellFormed())).toBe(true);
  });

  it('that is read anew goes on where it was left', () => {
    const parser = new LogParser();
    const begun = Buffer.concat([frame(1, 'old\n'), frame(1, 'half ')]);
    expect(parser.read(begun)).toHaveLength(1);
    parser.skip(parser.frames);
    const more = Buffer.concat([begun, frame(1, 'and half\n')]);
    const lines = [...parser.read(more.subarray(0, 40)), ...parser.read(more.subarray(40))];
    expect(lines).toEqual([{ stream: 'stdout', time: at, text: 'half and half' }]);
  });
});
