import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let test: TestHost;

beforeAll(async () => {
  test = await startTestHost();
});
afterAll(() => test[Symbol.asyncDispose]());

const attach = { kind: 'attach' } as const;
const script = (text: string) => [test.engine.image, 'sh', '-c', text];

describe('an attach session', () => {
  it("is the container's own terminal: keys, sizes, exit code", async () => {
    const container = await test.run(
      '--tty',
      '--interactive',
      ...script('while read line; do stty size; done; exit 3'),
    );
    const { window } = await test.open(container, { ...attach, size: { columns: 110, rows: 35 } });
    await window.untilState('running');
    window.type('\n');
    await window.until(({ text }) => {
      if (/\d+ \d+\r\n$/.test(text) && !text.includes('35 110')) window.type('\n');
      return text.includes('35 110');
    });
    window.type('\x04');
    expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 3 });
  });

  it('leaves the container alone when it is closed', async () => {
    const container = await test.run('--tty', '--interactive', ...script('while read line; do echo "<$line>"; done'));
    const first = await test.open(container, attach);
    await first.window.untilState('running');
    first.window.type('one\n');
    await first.window.untilText('<one>');
    await test.host.close(first.session.id);
    const second = await test.open(container, attach);
    await second.window.untilState('running');
    second.window.type('two\n');
    await second.window.untilText('<two>');
    expect(test.host.summary(second.session.id).terminal).toBe(true);
  });

  it('shows stdout and stderr of a container without a terminal as one, without their frames', async () => {
    const container = await test.run(
      '--interactive',
      ...script('while read line; do echo "out $line"; echo "err $line" >&2; done'),
    );
    const { window, session } = await test.open(container, { ...attach, mayEndInput: true });
    await window.untilState('running');
    expect(test.host.summary(session.id).terminal).toBe(false);
    window.type('1\n2\n');
    await window.untilText('err 2\n');
    expect(window.text.split('\n').sort()).toEqual(['', 'err 1', 'err 2', 'out 1', 'out 2']);
  });

  it('is not begun without leave where its end would end the input of a container without a terminal', async () => {
    const container = await test.run('--interactive', ...script('while read line; do echo "<$line>"; done; exit 5'));
    const refused = await test.open(container, attach);
    expect(await refused.window.untilState('failed')).toMatchObject({
      error: { code: 'needs-consent', hint: expect.stringContaining('standard input') },
    });
    await test.host.close(refused.session.id);
    // Its input is still open: what is typed there now arrives.
    const { window, session } = await test.open(container, { ...attach, mayEndInput: true });
    await window.untilState('running');
    window.type('here\n');
    await window.untilText('<here>');
    expect(test.host.summary(session.id).endsInput).toBe(true);
    expect(test.host.endingWithApp().map(({ id }) => id)).toContain(session.id);
    await test.host.close(session.id);
    expect(await test.exitCode(container)).toBe(5);
  });

  it('needs no leave where the container has no input that could end', async () => {
    const container = await test.run(...script('while :; do echo tick; sleep 0.1; done'));
    const { window, session } = await test.open(container, attach);
    await window.untilText('tick');
    expect(test.host.summary(session.id).endsInput).toBe(false);
    // It runs on without the app.
    expect(test.host.endingWithApp().map(({ id }) => id)).not.toContain(session.id);
    await test.host.close(session.id);
    expect(await test.processes(container)).toContain('echo tick');
  });

  it('ends visibly when the container is stopped, and attaches again once it runs again', async () => {
    const container = await test.run(
      '--tty',
      '--interactive',
      ...script('trap "exit 11" TERM; while :; do read line; done'),
    );
    const { window, session } = await test.open(container, attach);
    await window.untilState('running');
    await test.engine.podman(['stop', container]);
    expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 11 });
    await test.engine.podman(['start', container]);
    await test.host.restart(session.id);
    await window.untilState('running');
  });

  it('simply waits while the container is paused', async () => {
    const container = await test.run('--tty', '--interactive', ...script('while read line; do echo "<$line>"; done'));
    const { window } = await test.open(container, attach);
    await window.untilState('running');
    await test.engine.podman(['pause', container]);
    window.type('waits\n');
    await test.engine.podman(['unpause', container]);
    await window.untilText('<waits>');
    expect(window.state).toEqual({ state: 'running' });
  });

  it('is refused on a container that has ended, with what to do', async () => {
    const container = await test.run(...script('exit 0'));
    await test.exitCode(container);
    const { window } = await test.open(container, attach);
    expect(await window.untilState('failed')).toMatchObject({
      error: { code: 'wrong-state', hint: expect.stringContaining('Start') },
    });
  });
});
