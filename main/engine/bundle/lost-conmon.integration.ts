/** conmon is killed alone: its container runs on, or doesn't, and no exit file will ever tell. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Folders } from '../../runtime/conmon/folders.ts';
import { isAlive, knownProcess, pidIn } from '../../runtime/conmon/processes.ts';
import type { RuntimeContainer } from '../../runtime/oci-runtime.ts';
import { Kept, Terminal } from '../../runtime/testing/streams.ts';
import { owned } from '../testing/owned.ts';
import { type BundleSubject, startBundleSubject } from './testing/bundle-subject.ts';

let subject: BundleSubject;
beforeEach(async () => {
  subject = owned(await startBundleSubject());
});

/** Ends when it is told to, and says nothing by which it would end earlier. */
const patient = ['sh', '-c', 'echo begun; until [ -e /tmp/end ]; do sleep 0.05; done; exit 0'];
const filesOf = ({ id }: RuntimeContainer) => new Folders(path.join(subject.place.runFolder, 'runc')).of(id);
const summaryOf = ({ id }: RuntimeContainer) => subject.engine.container(id).summary;

async function killConmon(ctr: RuntimeContainer): Promise<void> {
  const conmon = await knownProcess((await pidIn(filesOf(ctr).conmonPidFile)) ?? 0);
  if (conmon === null) throw new Error('it has no conmon');
  process.kill(conmon.pid, 'SIGKILL');
  await expect.poll(() => isAlive(conmon)).toBe(false);
}
async function logOf({ id }: RuntimeContainer): Promise<string[]> {
  const texts: string[] = [];
  for await (const lines of subject.engine.logs(id, { tail: 100, follow: false }, new AbortController().signal)) {
    texts.push(...lines.map(({ text }) => text));
  }
  return texts;
}
const lost = expect.stringContaining('conmon was killed');
/** By its own root: no exec session, which has a conmon of its own. */
async function tellToEnd(ctr: RuntimeContainer): Promise<void> {
  const { pid } = await subject.engine.inspect(ctr.id);
  writeFileSync(`/proc/${pid}/root/tmp/end`, '');
}

describe('a container whose conmon is killed', () => {
  it('runs on, says so in its log, and its end is seen and no success', async () => {
    const ctr = await subject.run(patient);
    await killConmon(ctr);
    await expect.poll(() => logOf(ctr)).toEqual(['begun', lost]);
    expect(await subject.engine.inspect(ctr.id)).toMatchObject({ summary: { state: 'running', exitCode: null } });
    const before = Date.now();
    await tellToEnd(ctr);
    await subject.untilState(ctr, 'exited');
    expect(summaryOf(ctr)).toMatchObject({ exitCode: -1 });
    const { finishedAt } = await subject.engine.runtimeOf(ctr.id).updateContainerStatus(ctr);
    expect(finishedAt).toBeGreaterThanOrEqual(before);
  });

  it('while nobody is there is found like that at the next start, and says so once', async () => {
    const ctr = await subject.run(patient);
    await subject.quit();
    await killConmon(ctr);
    for (let times = 0; times < 2; times++) {
      if (times > 0) await subject.quit();
      await subject.restart();
      await expect.poll(() => logOf(ctr)).toEqual(['begun', lost]);
    }
    await tellToEnd(ctr);
    await subject.untilState(ctr, 'exited');
    expect(summaryOf(ctr)).toMatchObject({ exitCode: -1 });
  });

  it('ends with its terminal, and whoever looks at that is not told of a success', async () => {
    const ctr = await subject.run(['sh'], { terminal: true });
    const said = new Kept();
    const terminal = new Terminal(said);
    const streams = { stdin: true, stdout: true, stderr: true };
    const { signal } = new AbortController();
    const attached = subject.engine.runtimeOf(ctr.id).httpAttach(ctr, terminal, streams, '', signal);
    terminal.type('echo $((6 * 7))\r');
    await said.until(/\r\n42\r\n/);
    await killConmon(ctr);
    await attached;
    await subject.untilState(ctr, 'exited');
    expect(summaryOf(ctr)).toMatchObject({ exitCode: -1 });
    expect(await logOf(ctr)).toContainEqual(lost);
  });

  it('can be stopped, and started again with another', async () => {
    const ctr = await subject.run(patient);
    await killConmon(ctr);
    await expect.poll(() => logOf(ctr)).toEqual(['begun', lost]);
    await subject.engine.act(ctr.id, { do: 'stop', timeoutSeconds: 0 });
    expect(summaryOf(ctr)).toMatchObject({ state: 'exited', exitCode: -1 });
    await subject.engine.act(ctr.id, { do: 'start' });
    await tellToEnd(ctr);
    await subject.untilState(ctr, 'exited');
    expect(summaryOf(ctr)).toMatchObject({ exitCode: 0 });
    // Whoever runs anew, writes anew.
    expect((await logOf(ctr)).at(-1)).toBe('begun');
  });
});
