import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LibpodClient } from '../../runtime/podman/client.ts';
import { sampleOf } from '../stats-sample.ts';
import { parseReading, Stats } from './stats.ts';

const base = { SystemNano: 10e9, MemUsage: 1000, MemLimit: 2000, BlockInput: 0, BlockOutput: 0, PIDs: 2 };
const reading = (change: object) => {
  const found = parseReading(JSON.stringify({ Error: null, Stats: [{ ...base, CPUNano: 1e9, ...change }] }));
  if (found === null) throw new Error('No reading.');
  return found;
};

describe('a sample', () => {
  it('has rates of each second since the reading before', () => {
    const before = reading({ NetInput: 100, NetOutput: 50 });
    const now = reading({ SystemNano: 12e9, CPUNano: 4e9, NetInput: 2100, NetOutput: 50, BlockOutput: 8192 });
    expect(sampleOf(before, now, 5)).toEqual({
      ...{ at: 5, cpuPercent: 150, memoryBytes: 1000, memoryLimitBytes: 2000, processes: 2 },
      ...{ networkInBytesPerSecond: 1000, networkOutBytesPerSecond: 0 },
      ...{ blockReadBytesPerSecond: 0, blockWriteBytesPerSecond: 4096 },
    });
  });

  it('adds up the interfaces that newer engines tell apart', () => {
    const network = (bytes: number) => ({
      Network: { eth0: { RxBytes: bytes, TxBytes: 0 }, eth1: { RxBytes: bytes, TxBytes: bytes } },
    });
    const sample = sampleOf(reading(network(0)), reading({ SystemNano: 11e9, ...network(500) }), 0);
    expect(sample).toMatchObject({ networkInBytesPerSecond: 1000, networkOutBytesPerSecond: 500 });
  });

  it('has no negative rates when the counters have begun anew, or the clock', () => {
    const before = reading({ CPUNano: 9e9, NetInput: 900, NetOutput: 900, BlockInput: 9, BlockOutput: 9 });
    const restarted = sampleOf(before, reading({ SystemNano: 11e9, NetInput: 1, NetOutput: 1 }), 0);
    const backwards = sampleOf(before, reading({ SystemNano: 9e9, CPUNano: 10e9 }), 0);
    for (const sample of [restarted, backwards]) {
      expect(Object.values(sample).every((value) => value !== null && value >= 0 && Number.isFinite(value))).toBe(true);
      expect(sample.cpuPercent).toBe(0);
    }
  });
});

describe('a reading', () => {
  it('of a container that is gone tells nothing', () => {
    expect(parseReading('{"Error":{},"Stats":null}')).toBeNull();
    expect(parseReading('')).toBeNull();
  });

  it('of an engine that mixes up in and out is put right', () => {
    const line = JSON.stringify({ Stats: [{ ...base, CPUNano: 0, NetInput: 1, NetOutput: 2 }] });
    expect(parseReading(line, true)).toMatchObject({ networkInBytes: 2, networkOutBytes: 1 });
    expect(parseReading(line)).toMatchObject({ networkInBytes: 1, networkOutBytes: 2 });
  });
});

describe('an engine that refuses', () => {
  it('says why to those who look, and is asked again by the next one who does', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gantry-test-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const asked: string[] = [];
    const fakeEngine = http.createServer(({ url = '' }, reply) => {
      asked.push(url);
      const message = 'stats is not supported in rootless mode without cgroups v2';
      reply.writeHead(500).end(JSON.stringify({ cause: message, message, response: 500 }));
    });
    const socketPath = path.join(folder, 'refusing.sock');
    await once(fakeEngine.listen(socketPath), 'listening');
    onTestFinished(() => void fakeEngine.close());
    const client = new LibpodClient({ socketPath });
    onTestFinished(() => client[Symbol.asyncDispose]());
    const stats = new Stats(client);
    const refusal = (signal: AbortSignal) =>
      new Promise((resolve) => stats.watch('abc', { sample: () => {}, refused: resolve }, signal));
    for (const times of [1, 2]) {
      const ending = new AbortController();
      expect(await refusal(ending.signal)).toMatchObject({
        engineMessage: expect.stringContaining('rootless mode without cgroups v2'),
      });
      ending.abort();
      expect(asked).toHaveLength(times);
    }
  });
});
