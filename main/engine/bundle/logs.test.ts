import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogQuery } from '../../../shared/logs.ts';
import { readLog } from './logs.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry-log-'));
  file = path.join(folder, 'ctr.log');
});
afterEach(() => rm(folder, { recursive: true }));

const timeOf = (number: number) => `2026-01-01T00:00:00.${String(number).padStart(9, '0')}+00:00`;
const record = (number: number, text = `line ${number}`, tag = 'F', stream = 'stdout') =>
  `${timeOf(number)} ${stream} ${tag} ${text}\n`;
const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => record(from + index)).join('');

/** What a container that has ended, or runs, tells. */
function source() {
  let isOver = true;
  let cuts = 0;
  const listeners = new Set<() => void>();
  return {
    file,
    name: 'web',
    isOver: () => isOver,
    onChange: (changed: () => void) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    cut: () => {
      cuts += 1;
    },
    cuts: () => cuts,
    listeners,
    set: (over: boolean) => {
      isOver = over;
      for (const changed of listeners) changed();
    },
  };
}

const all = async (query: Partial<LogQuery>, of = source()) => {
  const texts: string[] = [];
  const reading = readLog(of, { tail: 1000, follow: false, ...query }, new AbortController().signal);
  for await (const lines of reading) texts.push(...lines.map(({ text }) => text));
  return texts;
};

describe('a log that is read', () => {
  it('has its last lines, of any length of the log', async () => {
    await writeFile(file, records(0, 100_000));
    expect(await all({ tail: 3 })).toEqual(['line 99997', 'line 99998', 'line 99999']);
    expect(await all({ tail: 0 })).toEqual([]);
    expect((await all({ tail: 50_000 }))[0]).toBe('line 50000');
    expect(await all({ tail: 100_000 })).toHaveLength(100_000);
  });

  it('has no piece of a line that begins before what is looked at', async () => {
    const pieces = Array.from({ length: 60 }, (_, index) => record(index, 'x'.repeat(8192), 'P')).join('');
    await writeFile(file, pieces + record(60, 'end') + records(61, 64));
    const lines = await all({ tail: 4 });
    expect(lines.slice(1)).toEqual(['line 61', 'line 62', 'line 63']);
    // Longer than the longest line that is kept whole: its last piece.
    expect(lines[0]).toMatch(/^x+end$/);
    expect(await all({ tail: 1000 })).toHaveLength(11);
  });

  it('is told that it was cut where all that was asked for is too large', async () => {
    const of = source();
    await writeFile(file, Array.from({ length: 10_000 }, (_, index) => record(index, 'x'.repeat(8000))).join(''));
    expect((await all({ tail: 10_000 }, of)).length).toBeLessThan(4500);
    expect(of.cuts()).toBe(1);
  });

  it('begins after a time, to the nanosecond', async () => {
    await writeFile(file, records(0, 20_000));
    expect(await all({ tail: 100_000, since: timeOf(19_997) })).toEqual(['line 19998', 'line 19999']);
    expect(await all({ tail: 100_000, since: timeOf(30_000) })).toEqual([]);
  });

  it('is empty where nothing was said, and ends with what had no end', async () => {
    expect(await all({ follow: true })).toEqual([]);
    await writeFile(file, record(0) + record(1, '$ ', 'P'));
    expect(await all({})).toEqual(['line 0', '$ ']);
  });
});

describe('a log that is followed', () => {
  const following = (query: Partial<LogQuery> = {}, of = source()) => {
    of.set(false);
    const abort = new AbortController();
    const reading = readLog(of, { tail: 1000, follow: true, ...query }, abort.signal)[Symbol.asyncIterator]();
    const next = async (): Promise<string[] | null> => {
      const { done, value } = await reading.next();
      return done ? null : value.map(({ text }) => text);
    };
    return { of, abort, next };
  };

  it('tells what comes, and ends with the container, when all was told', async () => {
    await writeFile(file, records(0, 2));
    const { of, next } = following();
    expect(await next()).toEqual(['line 0', 'line 1']);
    const more = next();
    await appendFile(file, record(2));
    expect(await more).toEqual(['line 2']);
    await appendFile(file, record(3) + record(4, 'no end', 'P'));
    of.set(true);
    expect(await next()).toEqual(['line 3']);
    expect(await next()).toEqual(['no end']);
    expect(await next()).toBeNull();
    expect(of.listeners.size).toBe(0);
  });

  it('goes on in the file that conmon puts in its place when it is too long, and loses nothing before', async () => {
    await writeFile(file, records(0, 2));
    const { next } = following();
    await next();
    await appendFile(file, record(2));
    await writeFile(`${file}.tmp`, record(3));
    await rename(`${file}.tmp`, file);
    const told = [...((await next()) ?? [])];
    while (told.length < 2) told.push(...((await next()) ?? []));
    expect(told).toEqual(['line 2', 'line 3']);
    const more = next();
    await appendFile(file, record(4));
    expect(await more).toEqual(['line 4']);
  });

  it('puts a line together of which one piece was there before', async () => {
    await writeFile(file, record(0) + record(1, 'half ', 'P'));
    const { next } = following();
    expect(await next()).toEqual(['line 0']);
    const more = next();
    await appendFile(file, record(2, 'and half'));
    expect(await more).toEqual(['half and half']);
  });

  it('can be called off while nothing comes, and can begin before there is one', async () => {
    const { abort, next, of } = following({ tail: 0 });
    const more = next();
    await writeFile(file, record(0));
    expect(await more).toEqual(['line 0']);
    const none = next();
    abort.abort();
    expect(await none).toBeNull();
    expect(of.listeners.size).toBe(0);
  });
});
