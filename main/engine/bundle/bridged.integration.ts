import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { owned } from '../testing/owned.ts';
import { startBundleSubject } from './testing/bundle-subject.ts';

it('publishes ports of containers for as long as they run or are frozen, also over the next start of the app', async () => {
  const script = path.join(import.meta.dirname, 'testing/bridged.ts');
  const { stdout } = await promisify(execFile)('unshare', ['-m', '-n', process.execPath, script]);
  expect(JSON.parse(stdout)).toEqual({
    published: true,
    heard: 'hello',
    networks: [{ name: 'gantry', ipAddress: expect.stringMatching(/^10\./), macAddress: expect.stringMatching(/:/) }],
    taken: ['conflict', 'created'],
    heardByNext: 'hello',
    heardAfterFreeze: 'hello',
    archived: [true],
    samePort: 'conflict',
    one: [true, 'hello'],
    other: [true, 'hello'],
    heardBeside: 'hello',
    whenStopped: [],
    heardFromOther: 'hello',
    rulesLeft: 0,
  });
});

it('makes no container whose ports could not be published', async () => {
  const subject = owned(await startBundleSubject());
  const ports = [{ hostIp: '', hostPort: null, containerPort: 80, protocol: 'tcp' as const }];
  await expect(subject.create(['true'], { ports })).rejects.toMatchObject({
    code: 'unsupported',
    engineMessage: expect.stringContaining('netavark'),
  });
  expect(subject.engine.containers().containers).toEqual([]);
});
