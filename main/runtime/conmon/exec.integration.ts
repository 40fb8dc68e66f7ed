/** Exec sessions of the conmon driver, as far as they are its own: how they end, and what their ids may be. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecOptions, RuntimeContainer } from '../oci-runtime.ts';
import { Kept, Terminal } from '../testing/streams.ts';
import { type ConmonSubject, startConmonSubject } from './testing/conmon-subject.ts';
import { runcPrograms } from './testing/programs.ts';

let subject: ConmonSubject;
let ctr: RuntimeContainer;
beforeAll(async () => {
  subject = await startConmonSubject(await runcPrograms());
  ctr = await subject.create({ command: ['sleep', '1000'] });
  await subject.make(ctr);
  await subject.runtime.startContainer(ctr);
});
afterAll(() => subject[Symbol.asyncDispose]());

const start = async (cmd: readonly string[], more: Partial<ExecOptions> = {}, id: string = randomUUID()) => {
  const output = new Kept();
  const options = { cmd, terminal: false, streams: { input: null, output, error: null }, ...more };
  return { id, output, ...(await subject.runtime.execContainer(ctr, id, options)) };
};
const sleeping = async () => {
  const { output, ended } = await start(['ps', '-o', 'stat,args']);
  await ended;
  return [...output.text.matchAll(/^[^Z\s]+ +sleep (\d+)$/gm)].map(([, seconds]) => seconds).sort();
};

describe('an exec session that is stopped', () => {
  it('ends with what it has in the background, but for what was told to live on', async () => {
    const jobs = 'sleep 8888 & (trap "" HUP; exec sleep 7777) & setsid sleep 6666 &';
    const { id, ended } = await start(['sh', '-c', `${jobs} exec sleep 9999`]);
    await expect.poll(sleeping).toEqual(['1000', '6666', '7777', '8888', '9999']);
    await subject.runtime.execStopContainer(ctr, id, 5);
    expect(await sleeping()).toEqual(['1000', '6666', '7777']);
    const { ended: cleaned } = await start(['pkill', '-KILL', '-f', '^sleep [67]']);
    await cleaned;
    // Those that lived on had its output.
    expect(await ended).toBe(143);
    await subject.runtime.execContainerCleanup(ctr, id);
  });

  it('ends though its conmon waits to write what was typed and is not read', async () => {
    const output = new Kept();
    const input = new Terminal(new Kept());
    const script = 'stty raw -echo; echo ready; exec sleep 1234';
    const { id, ended } = await start(['sh', '-c', script], {
      terminal: true,
      streams: { input, output, error: null },
    });
    await output.until(/ready/);
    input.push(Buffer.alloc(200_000, 'x'));
    await subject.runtime.execStopContainer(ctr, id, 0);
    expect(await ended).toBe(137);
  });
});

describe('the id of an exec session', () => {
  it.each(['', '.', '..', '../other', 'a/b', '/', 'a\0b'])('can not be %j', async (id) => {
    await expect(start(['true'], {}, id)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('can not be that of a folder which is there already, and that is left alone', async () => {
    const folder = path.dirname(subject.runtime.execAttachSocketPath(ctr, 'other'));
    await mkdir(path.join(folder, 'kept'), { recursive: true });
    await expect(start(['true'], {}, 'other')).rejects.toMatchObject({ code: 'conflict' });
    // Still there, or this would not fail.
    await expect(mkdir(path.join(folder, 'kept'))).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
