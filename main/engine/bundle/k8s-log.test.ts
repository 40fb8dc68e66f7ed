import { expect, it } from 'vitest';
import { K8sLog } from './k8s-log.ts';

const at = '2026-01-01T00:00:00.123456789+00:00';
const later = '2026-01-01T00:00:01.000000000+00:00';
const written = (...records: string[]) => Buffer.from(records.map((record) => `${record}\n`).join(''));

it('reads lines of both streams, with the time of their first piece', () => {
  const log = new K8sLog();
  const bytes = written(
    `${at} stdout F one`,
    `${at} stdout P be`,
    `${later} stderr F  with blanks  `,
    `${later} stdout P gun `,
    `${later} stdout F and ended`,
    `${at} stdout F `,
  );
  expect(log.read(bytes)).toEqual([
    { stream: 'stdout', time: at, text: 'one' },
    { stream: 'stderr', time: later, text: ' with blanks  ' },
    { stream: 'stdout', time: at, text: 'begun and ended' },
    { stream: 'stdout', time: at, text: '' },
  ]);
  expect(log.end()).toEqual([]);
});

it('reads the same whatever the borders of chunks, also within a character', () => {
  const euro = Buffer.from('€');
  const bytes = Buffer.concat([
    Buffer.from(`${at} stdout P ein `),
    euro.subarray(0, 1),
    Buffer.from(`\n${at} stdout F `),
    euro.subarray(1),
    Buffer.from(`\r\n${at} stdout P kein Ende\n`),
  ]);
  for (let size = 1; size < bytes.length; size++) {
    const log = new K8sLog();
    const lines = [];
    for (let from = 0; from < bytes.length; from += size) lines.push(...log.read(bytes.subarray(from, from + size)));
    expect(lines).toEqual([{ stream: 'stdout', time: at, text: 'ein €' }]);
    expect(log.end()).toEqual([{ stream: 'stdout', time: at, text: 'kein Ende' }]);
  }
});

it('passes over what no conmon has written', () => {
  const log = new K8sLog();
  expect(
    log.read(written('', 'nothing', 'a b c d', `${at} stdin F no`, `${at} stdout Fno`, `${at} stdout F yes`)),
  ).toEqual([{ stream: 'stdout', time: at, text: 'yes' }]);
});
