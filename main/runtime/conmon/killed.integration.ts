/** The app is killed in the middle of what the driver does: what it was about to make, or had, is there for the next one. */
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExecSession, RuntimeContainer } from '../oci-runtime.ts';
import { Kept, Terminal } from '../testing/streams.ts';
import { knownProcess, pidIn } from './processes.ts';
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

describe('a freeze in which the app is killed', () => {
  const running = async (command: readonly string[]) => {
    const ctr = await subject.create({ command });
    await subject.make(ctr);
    await subject.runtime.startContainer(ctr);
    return ctr;
  };
  const endsByItself = ['sh', '-c', 'sleep 0.5; exit 3'];
  const forever = ['sleep', '100000'];

  it.each([
    ['is killed by the user then', forever, 137],
    ['ends by itself then', endsByItself, 3],
  ])('and which comes to nothing leaves no frozen container: it %s', async (_how, command, exitCode) => {
    const ctr = await running(command);
    // With a checkpoint of before beside it, which is not that of its end.
    if (command === forever) await subject.runtime.checkpointContainer(ctr, { keepRunning: true, keep: true });
    expect(await killedWhile(subject, ctr, 'freeze', { when: 'instead' })).toBe('SIGKILL');
    if (command === forever) {
      expect(await status(ctr)).toMatchObject({ state: 'running', checkpointed: false });
      await subject.runtime.stopContainer(ctr, 0, false);
    }
    expect(await subject.untilEnded(ctr)).toMatchObject({ state: 'exited', exitCode, checkpointed: false });
  });

  it('and which goes on without it leaves a frozen container, which comes back', async () => {
    const ctr = await running(['sh', '-c', 'echo kept > /tmp/it; exec sleep 100000']);
    expect(await killedWhile(subject, ctr, 'freeze', { when: 'before' })).toBe('SIGKILL');
    await expect.poll(() => status(ctr)).toMatchObject({ state: 'exited', exitCode: 137, checkpointed: true });
    // Asked to freeze it once more, all is as it was.
    await expect(subject.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({ code: 'not-found' });
    await subject.runtime.createContainer({ container: ctr }, { keep: true });
    expect(await status(ctr)).toMatchObject({ state: 'running', checkpointed: false });
    const output = new Kept();
    const streams = { input: null, output, error: null };
    const asked = { cmd: ['cat', '/tmp/it'], terminal: false, streams };
    await (await subject.runtime.execContainer(ctr, 'one', asked)).ended;
    expect(output.text).toBe('kept\n');
  });
});

describe('an exec session whose app was killed', () => {
  let ctr: RuntimeContainer;
  beforeEach(async () => {
    ctr = await subject.create({ command: ['sleep', '100000'] });
    await subject.make(ctr);
    await subject.runtime.startContainer(ctr);
  });
  const only = async () => {
    const [found, ...others] = await subject.runtime.execSessions(ctr);
    expect(others).toEqual([]);
    return found;
  };
  const left = async (cmd: readonly string[], terminal: boolean) => {
    const session = { id: 'left', cmd: [...cmd], terminal };
    expect(await killedWhile(subject, ctr, 'exec', { when: 'before', session })).toBe('SIGKILL');
    await expect.poll(only).toMatchObject({ id: 'left', command: cmd, terminal, user: '0:0', cwd: '/' });
  };
  const attached = async (): Promise<{ said: Kept; input: Terminal; session: ExecSession }> => {
    const said = new Kept();
    const input = new Terminal(new Kept());
    const session = await subject.runtime.execAttach(ctr, 'left', {
      streams: { input, output: said, error: null },
      size: { columns: 99, rows: 33 },
    });
    return { said, input, session };
  };

  it('is found again, and lives on as a terminal', async () => {
    await left(['sh'], true);
    expect(await only()).toMatchObject({ isRunning: true, exitCode: null });
    const first = await attached();
    expect(first.session.pid).toBeGreaterThan(1);
    first.input.type('stty size; echo $((6 * 7))\r');
    await first.said.until(/33 99\r\n42\r\n/);
    await subject.runtime.execAttachResize(ctr, 'left', { columns: 77, rows: 22 });
    first.input.type('stty size\r');
    await first.said.until(/22 77/);
    // Who leaves it doesn't take its input along.
    first.input.type('\x10\x11');
    await expect(first.session.ended).rejects.toMatchObject({ code: 'cancelled' });
    const again = await attached();
    again.input.type('exit 7\r');
    expect(await again.session.ended).toBe(7);
    expect(await only()).toMatchObject({ isRunning: false, exitCode: 7 });
    await expect(attached()).rejects.toMatchObject({ code: 'wrong-state' });
    await subject.runtime.execContainerCleanup(ctr, 'left');
    expect(await subject.runtime.execSessions(ctr)).toEqual([]);
    await expect(attached()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells its exit code also when nobody was there to hear it', async () => {
    await left(['sh', '-c', 'sleep 0.2; exit 9'], false);
    await expect.poll(only).toMatchObject({ isRunning: false, exitCode: 9 });
    expect(await subject.runtime.execUpdateStatus(ctr, 'left')).toBe(false);
  });

  it('can be stopped', async () => {
    await left(['sleep', '1000'], false);
    await expect(subject.runtime.execContainerCleanup(ctr, 'left')).rejects.toMatchObject({ code: 'wrong-state' });
    await subject.runtime.execStopContainer(ctr, 'left', 5);
    await expect.poll(only).toMatchObject({ isRunning: false, exitCode: 143 });
  });

  it('whose conmon was killed too has no exit code, and says so', async () => {
    await left(['sh'], true);
    const { said, input, session } = await attached();
    input.type('echo $((6 * 7))\r');
    await said.until(/\r\n42\r\n/);
    const folder = path.dirname(subject.runtime.execAttachSocketPath(ctr, 'left'));
    process.kill((await pidIn(path.join(folder, 'conmon.pid'))) ?? 0, 'SIGKILL');
    await expect(session.ended).rejects.toMatchObject({ message: expect.stringContaining('its conmon was killed') });
    await expect.poll(only).toMatchObject({ isRunning: false, exitCode: null });
  });
});
