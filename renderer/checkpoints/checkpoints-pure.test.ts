import { describe, expect, it } from 'vitest';
import type { CheckpointArchive } from '../../shared/checkpoint.ts';
import { judgePorts } from './RestorePorts.tsx';
import { freeName, nameProblem } from './restore-name.ts';
import { checkpointRows, filterRows, sortRows } from './rows.ts';
import { checkpointLines, formatMicroseconds, restoreLines } from './statistics.ts';

const archive = (id: string, more: Partial<CheckpointArchive> = {}): CheckpointArchive => ({
  kind: 'archive',
  id,
  path: `/archives/${id}.tar`,
  sizeBytes: 100,
  createdAt: 1,
  containerId: `c-${id}`,
  containerName: id,
  image: 'localhost/sample',
  ociRuntime: 'runc',
  processLabel: '',
  tcpEstablished: false,
  fileLocks: false,
  ports: [],
  leftRunning: false,
  frozenAt: null,
  statistics: null,
  fault: null,
  ...more,
});

const around = {
  labelOf: () => 'system_u:system_r:container_init_t:s0:c3,c4',
  isConnected: (engineId: string) => engineId === 'e',
};
const rows = checkpointRows(
  {
    archives: [
      archive('web', { sizeBytes: 300, createdAt: 3, processLabel: 'system_u:system_r:container_t:s0:c1,c2' }),
      archive('db', { sizeBytes: 200, createdAt: 2, tcpEstablished: true, leftRunning: true }),
    ],
    inPlace: [
      {
        kind: 'place',
        engineId: 'e',
        containerId: 'c',
        containerName: 'cache',
        image: 'i',
        ociRuntime: 'crun',
        createdAt: 9,
        archiveId: null,
        tcpEstablished: true,
        fileLocks: null,
        statistics: null,
      },
    ],
  },
  around,
);
const names = (of: typeof rows) => of.map((row) => row.container);

describe('the checkpoints', () => {
  it('of both kinds are rows of one table', () => {
    expect(rows.map((row) => row.key)).toEqual(['archive/web', 'archive/db', 'place/e/c']);
    expect(rows[0]?.selinuxType).toBe('container_t');
    expect(rows[1]?.options).toEqual(['TCP', 'left running']);
    expect(rows[2]?.options).toEqual(['TCP']);
    expect(rows[2]).toMatchObject({ selinuxType: 'container_init_t', runtime: 'crun', isStale: false });
  });

  it('in place are old news while their engine does not answer', () => {
    const place = rows[2]?.checkpoint;
    const inPlace = place?.kind === 'place' ? [place] : [];
    const lost = checkpointRows({ archives: [], inPlace }, { ...around, isConnected: () => false });
    expect(lost.map(({ isStale }) => isStale)).toEqual([true]);
  });

  it('that one freeze has made both as an archive and in place are one row', () => {
    const place = rows[2]?.place;
    const inPlace = place ? [{ ...place, archiveId: 'web' }] : [];
    const [web, ...others] = checkpointRows({ archives: [archive('web')], inPlace }, around);
    expect(others).toEqual([]);
    expect(web).toMatchObject({ key: 'archive/web', sizeBytes: 100, place: { containerId: 'c' } });
    expect(web?.options).toEqual(['also in place']);
    expect(web).toMatchObject({ isStale: false, isPlaceStale: false });
    // The archive is here; of the container it is told how it was.
    const [lost] = checkpointRows({ archives: [archive('web')], inPlace }, { ...around, isConnected: () => false });
    expect(lost).toMatchObject({ isStale: false, isPlaceStale: true, options: ['also in place (last known)'] });
    // Of an archive that has just been deleted the other half is still there.
    expect(checkpointRows({ archives: [], inPlace }, around).map(({ key }) => key)).toEqual(['place/e/c']);
  });

  it('are filtered by every word, in whatever column it is', () => {
    expect(names(filterRows(rows, 'container_t'))).toEqual(['web']);
    expect(names(filterRows(rows, 'container_init'))).toEqual(['cache']);
    expect(names(filterRows(rows, 'RUNC left'))).toEqual(['db']);
    expect(names(filterRows(rows, 'in place'))).toEqual(['cache']);
    expect(filterRows(rows, ' ')).toHaveLength(3);
  });

  it('are sorted, with those that have no size last either way', () => {
    expect(names(sortRows(rows, { column: 'sizeBytes', descending: false }))).toEqual(['db', 'web', 'cache']);
    expect(names(sortRows(rows, { column: 'sizeBytes', descending: true }))).toEqual(['web', 'db', 'cache']);
    expect(names(sortRows(rows, { column: 'createdAt', descending: true }))).toEqual(['cache', 'web', 'db']);
    expect(names(sortRows(rows, { column: 'selinuxType', descending: true }))).toEqual(['web', 'cache', 'db']);
  });
});

describe('the name of a restored container', () => {
  const taken = new Set(['web', 'web-restored']);
  it('clashes with one that is there', () => {
    expect(nameProblem('web', taken)).toBe('taken');
    expect(nameProblem('Web', taken)).toBeNull();
    expect(nameProblem('', taken)).toBe('empty');
    expect(nameProblem('-web', taken)).toBe('malformed');
    expect(nameProblem('a b', taken)).toBe('malformed');
  });

  it('is proposed so that it is free', () => {
    expect(freeName('web', taken)).toBe('web-restored-2');
    expect(freeName('db', taken)).toBe('db-restored');
  });
});

describe('the statistics', () => {
  const none = {
    runtimeMicroseconds: null,
    freezingMicroseconds: null,
    frozenMicroseconds: null,
    memoryDumpMicroseconds: null,
    memoryWriteMicroseconds: null,
    pagesScanned: null,
    pagesWritten: null,
  };
  it('leave out what was not told', () => {
    expect(checkpointLines(none)).toEqual([]);
    expect(checkpointLines({ ...none, frozenMicroseconds: 12_400, pagesWritten: 1234 })).toEqual([
      { name: 'Frozen', value: '12.4 ms', meaning: 'while all stood still' },
      { name: 'Pages written', value: '1,234', meaning: 'of memory' },
    ]);
    expect(
      restoreLines({
        runtimeMicroseconds: 5,
        forkingMicroseconds: null,
        restoringMicroseconds: 1_530_000,
        pagesRestored: null,
        pagesCompared: 0,
      }).map((line) => line.value),
    ).toEqual(['1.53 s', '0', '5 µs']);
  });

  it.each([
    [0, '0 µs'],
    [999, '999 µs'],
    [250_000, '250 ms'],
    [61_000_000, '61.0 s'],
  ])('%i µs reads "%s"', (microseconds, words) => {
    expect(formatMicroseconds(microseconds)).toBe(words);
  });
});

describe('the ports of an archive', () => {
  const web = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp', range: 1 };
  const many = { hostIp: '127.0.0.1', hostPort: 9000, containerPort: 9000, protocol: 'udp', range: 10 };

  it.each([new Map(), new Map([[0, ' 8080 ']])])('stay as they were where nothing else is typed', (typed) => {
    expect(judgePorts([web, many], typed)).toEqual({ asked: null, faults: new Map() });
  });

  it('are all told where one is changed', () => {
    const typed = new Map([[0, '127.0.0.2:']]);
    expect(judgePorts([web, many], typed).asked).toEqual([{ ...web, hostIp: '127.0.0.2', hostPort: null }, many]);
  });

  it.each([
    [0, 'x'],
    [0, '70000'],
    [1, '65527'],
  ])('are faulty: %i with %s', (index, text) => {
    expect([...judgePorts([web, many], new Map([[index, text]])).faults.keys()]).toEqual([index]);
  });
});
