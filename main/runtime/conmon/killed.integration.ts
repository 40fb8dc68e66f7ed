/** The app is killed in the middle of what the driver does: what it was about to make, or had, is there for the next one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RuntimeContainer } from '../oci-runtime.ts';
import { Kept, Terminal } from '../testing/streams.ts';
import { knownProcess } from './processes.ts';
import { type ConmonSubject, startConmonSubject } from './testing/conmon-subject.ts';
import { killedWhile } from './testing/killed-while.ts';
import { runcPrograms } from './testing/programs.ts';

const all = { stdin: true, stdout: true, stderr: true };

let subject: ConmonSubject;
beforeEach(async () => {
  subject = await startConmonSubject(await runcPrograms());
});
afterEach(() => subject[Symbol.asyncDispose]());

const status = (ctr: RuntimeContainer) => subject.runtime.updateContainerStatus(ctr);
const hasConmon = async (ctr: RuntimeContainer) => (await knownProcess((await subject.conmonPid(ctr)) ?? 0)) !== null;
/** What it says to who types this, up to its end. */
const typed = async (ctr: RuntimeContainer, text: string) => {
  const said = new Kept();
  const terminal = new Terminal(said);
  const attached = subject.runtime.httpAttach(ctr, terminal, all, '', new AbortController().signal);
  terminal.type(text);
  await attached;
  return said.text;
};

describe('an app that is killed before conmon has said a word', () => {
  it.each([true, false])('leaves a container that lives like any other, with a terminal: %j', async (terminal) => {
    const ctr = await subject.create({ command: ['sh'], terminal, interactive: true });
    expect(await killedWhile(subject, ctr, 'make', { when: 'before' })).toBe('SIGKILL');
    await expect.poll(async () => (await status(ctr)).state).toBe('initialized');
    expect(await hasConmon(ctr)).toBe(true);
    await subject.runtime.startContainer(ctr);
    expect(await typed(ctr, 'echo $((6 * 7)); exit 3\n')).toContain('42');
    expect(await subject.untilEnded(ctr)).toMatchObject({ state: 'exited', exitCode: 3 });
  });

  it('leaves one that was frozen running, as it was', async () => {
    const ctr = await subject.create({ command: ['sh'], terminal: true, interactive: true });
    await subject.make(ctr);
    await subject.runtime.startContainer(ctr);
    await subject.runtime.checkpointContainer(ctr, { keep: true });
    expect(await killedWhile(subject, ctr, 'restore', { when: 'before' })).toBe('SIGKILL');
    await expect.poll(async () => (await status(ctr)).state).toBe('running');
    expect(await hasConmon(ctr)).toBe(true);
    expect(await typed(ctr, 'echo $((6 * 7)); exit 3\r')).toContain('\r\n42\r\n');
    expect(await subject.untilEnded(ctr)).toMatchObject({ state: 'exited', exitCode: 3, checkpointed: false });
  });
});
