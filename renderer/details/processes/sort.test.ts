import { describe, expect, it } from 'vitest';
import { columnOrder, isNumeric, numberOf, shortCell, sortProcesses, titleWords } from './sort.ts';

const table = {
  titles: ['USER', 'PID', 'ELAPSED'],
  rows: [
    ['root', '10', '1m2.5s'],
    ['app', '9', '59s'],
    ['root', '101', '1h0m1s'],
  ],
};
const pids = (rows: readonly (readonly string[])[]) => rows.map((row) => row[1]);

describe('the processes', () => {
  it('stay in the order of the engine until a column is chosen', () => {
    expect(pids(sortProcesses(table, null))).toEqual(['10', '9', '101']);
  });

  it('are sorted by number where a column has numbers, and by time where it has times', () => {
    expect(pids(sortProcesses(table, { column: 1, descending: false }))).toEqual(['9', '10', '101']);
    expect(pids(sortProcesses(table, { column: 2, descending: true }))).toEqual(['101', '10', '9']);
    expect(pids(sortProcesses(table, { column: 0, descending: false }))).toEqual(['9', '10', '101']);
  });

  it('name the command beside the number of its process, whatever the engine’s order', () => {
    expect(columnOrder({ titles: ['USER', 'PID', 'PPID', 'COMMAND'], rows: [] })).toEqual([0, 1, 3, 2]);
    expect(columnOrder({ titles: ['COMMAND', 'USER'], rows: [] })).toEqual([1, 0]);
    expect(columnOrder({ titles: ['USER', 'PID'], rows: [] })).toEqual([0, 1]);
  });

  it('have a column for terminals only where there are any', () => {
    const titles = ['PID', 'TTY', 'COMMAND'];
    expect(columnOrder({ titles, rows: [['1', '?', 'sh']] })).toEqual([0, 2]);
    expect(
      columnOrder({
        titles,
        rows: [
          ['1', '?', 'sh'],
          ['2', 'pts/0', 'sh'],
        ],
      }),
    ).toEqual([0, 2, 1]);
  });

  it('have words for titles, and leave what is short for something', () => {
    expect(['USER', 'PID', 'PPID', '%CPU', 'ELAPSED', 'TTY', 'TIME', 'COMMAND'].map(titleWords)).toEqual([
      ...['User', 'PID', 'PPID', 'CPU %', 'Elapsed', 'TTY', 'Time', 'Command'],
    ]);
  });

  it('tell times as a clock does, shares with one decimal, and everything else as it is', () => {
    expect(['1m8.416655312s', '0.4s', '2h0m1s', '?', 'sleep 1.5s', '0.000', '17', ''].map(shortCell)).toEqual([
      ...['1:08', '0:00', '2:00:01', '?', 'sleep 1.5s', '0.0', '17', ''],
    ]);
  });

  it('tell which columns are numbers', () => {
    expect([0, 1, 2].map((column) => isNumeric(table, column))).toEqual([false, true, true]);
    expect(numberOf('')).toBeNull();
    expect(numberOf('?')).toBeNull();
    expect(numberOf('12.5%')).toBe(12.5);
  });
});
