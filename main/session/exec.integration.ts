import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inputWindow } from '../../shared/session.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';
import type { TestWindow } from './testing/test-window.ts';

let test: TestHost;
let container: string;

beforeAll(async () => {
  test = await startTestHost();
  container = await test.run(test.engine.image, 'sleep', '1000');
});
afterAll(() => test[Symbol.asyncDispose]());

const shell = (script: string) => ({ command: ['/bin/sh', '-c', script] });

/**
 * Prints the first size that the terminal has, for a shell. With Podman 4.3 the command may begin before that: conmon reads
 * the size from a pipe a moment later, and until then busybox's stty complains of one of 0 × 0.
 */
const firstSize = 'until stty size 2>/dev/null; do :; done';

/**
 * Types until the buffers on the way to the program are full and nothing is taken any more; without a bound all would be.
 * @returns so many bytes
 */
async function typeUntilFull(window: TestWindow): Promise<number> {
  const most = 32 * 1024 * 1024;
  const step = 65_536;
  let sent = 0;
  while (sent < most && sent + step - window.taken <= inputWindow) {
    window.send({ kind: 'input', bytes: new Uint8Array(step) });
    sent += step;
    for (let turn = 0; turn < 200 && sent > window.taken; turn += 1) await nextTurn();
  }
  expect(sent).toBeLessThan(most);
  return sent;
}

describe('an exec session', () => {
  it('has the right size from the first byte, and after it is resized', async () => {
    const { window } = await test.open(container, {
      ...shell(`${firstSize}; until [ "$(stty size)" = "30 100" ]; do :; done; echo fits`),
      size: { columns: 132, rows: 43 },
    });
    await window.untilText('43 132');
    expect(window.text).toMatch(/^43 132\r\n/);
    for (let columns = 60; columns <= 100; columns++) window.resize(columns, 30);
    await window.untilText('fits');
    expect(window.text).toBe('43 132\r\nfits\r\n');
  });

  it('is as big as the window was made while it started', async () => {
    const waits = 'until [ "$(stty size 2>/dev/null)" = "31 101" ]; do :; done; echo fits';
    const { window } = await test.open(container, shell(waits));
    window.resize(101, 31);
    await window.untilState('ended');
    expect(window.text).toBe('fits\r\n');
  });

  it('gets what was typed before it ran', async () => {
    const { window } = await test.open(container, shell('read line; echo "<$line>"'));
    window.type('early\n');
    await window.untilText('<early>');
    expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 0 });
  });

  it('hands on each byte, however a character is cut', async () => {
    const bytes = [...Buffer.from('ä€😀')].map((byte) => `\\${byte.toString(8)}`);
    const writes = bytes.map((byte) => `printf '${byte}'`).join('; ');
    const { window } = await test.open(container, shell(`for i in $(seq 300); do ${writes}; done`));
    await window.untilState('ended');
    expect(new TextDecoder('utf-8', { fatal: true }).decode(window.shown)).toBe('ä€😀'.repeat(300));
  });

  it('takes all of a paste that is larger than what may be under way, at its own pace', async () => {
    const { window } = await test.open(
      container,
      shell('stty raw -echo; echo ready; sleep 1; head -c 3000000 | md5sum'),
    );
    await window.untilText('ready');
    const pasted = Buffer.alloc(3_000_000, 'a line of a text\n');
    const step = inputWindow / 4;
    for (let at = 0; at < pasted.length; at += step) {
      await window.until(({ taken }) => at + step - taken <= inputWindow);
      window.send({ kind: 'input', bytes: Uint8Array.from(pasted.subarray(at, at + step)) });
    }
    await window.untilState('ended');
    expect(window.text).toContain(createHash('md5').update(pasted).digest('hex'));
    expect(window.taken).toBe(pasted.length);
  });

  it('takes no more than may be under way while its program does not read, and the rest when it does', async () => {
    const { window, session } = await test.open(
      container,
      shell('stty raw -echo; echo ready; until [ -e /tmp/go ]; do sleep 0.1; done; cat > /dev/null'),
    );
    await window.untilText('ready');
    const sent = await typeUntilFull(window);
    await test.engine.podman(['exec', container, 'touch', '/tmp/go']);
    await window.until(({ taken }) => taken === sent);
    await test.host.close(session.id);
  });

  it('can be closed though its program reads nothing of what fills the way to it, and ends it', async () => {
    const before = await test.execSessions(container);
    const { window, session } = await test.open(container, shell('stty raw -echo; echo ready; exec sleep 5432'));
    await window.untilText('ready');
    await typeUntilFull(window);
    await test.host.close(session.id);
    expect(await test.processes(container)).not.toContain('5432');
    expect(await test.execSessions(container)).toBe(before);
  });

  it('tells how its command ended', async () => {
    const { window } = await test.open(container, shell('exit 42'));
    expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 42 });
  });

  it('runs the best shell of the container, where none is named', async () => {
    const { window, session } = await test.open(container);
    await window.untilState('running');
    expect(test.host.summary(session.id).command).toEqual(['/bin/ash']);
    window.type('echo $((6 * 7))\n');
    await window.untilText('\n42');
    await test.host.close(session.id);
  });

  it('passes ctrl-p to the program at once, since no key detaches', async () => {
    const { window } = await test.open(container, shell('stty raw -echo; echo ready; head -c 1 | od -c'));
    await window.untilText('ready');
    window.type('\x10');
    await window.untilState('ended');
    expect(window.text).toContain('020');
  });

  it('runs the same again, at the present size, after its command has ended', async () => {
    const { window, session } = await test.open(container, shell(`${firstSize}; read line`));
    await window.untilText('24 80');
    window.resize(90, 40);
    window.type('\n');
    await window.untilState('ended');
    await test.host.restart(session.id);
    await window.untilText('40 90');
    await window.untilState('running');
    await expect(test.host.restart(session.id)).rejects.toMatchObject({ code: 'wrong-state' });
    await test.host.close(session.id);
  });

  it('leaves no process and no exec session behind when it is closed', async () => {
    const before = await test.execSessions(container);
    const { window, session } = await test.open(container, { command: ['/bin/sh'] });
    window.type('sleep 4321\n');
    while (!(await test.processes(container)).includes('sleep 4321'));
    await test.host.close(session.id);
    expect(window.isClosed).toBe(true);
    expect(test.host.list().map(({ id }) => id)).not.toContain(session.id);
    const processes = await test.processes(container);
    expect(processes).not.toContain('4321');
    expect(processes).not.toMatch(/^\/bin\/sh$/m);
    expect(await test.execSessions(container)).toBe(before);
  });

  it('takes its background jobs along when it is closed, but for what ignores the hang-up or left the session', async () => {
    const { window, session } = await test.open(container, { command: ['/bin/sh'] });
    window.type('sleep 8888 &\n(trap "" HUP; exec sleep 7777) &\nsetsid sleep 6666 &\n');
    for (const job of ['sleep 8888', 'sleep 7777', 'sleep 6666']) {
      while (!(await test.processes(container)).match(new RegExp(`^${job}`, 'm')));
    }
    await test.host.close(session.id);
    const processes = await test.processes(container);
    expect(processes).not.toContain('8888');
    expect(processes).not.toMatch(/^\/bin\/sh$/m);
    expect(processes).toContain('sleep 7777');
    expect(processes).toContain('sleep 6666');
  });

  it('leaves nothing behind when it is closed while it still starts', async () => {
    const { session } = await test.open(container, { command: ['sleep', '1234'] });
    await test.host.close(session.id);
    expect(await test.processes(container)).not.toContain('1234');
  });

  it('ends a command that is deaf to SIGTERM', async () => {
    const { window, session } = await test.open(
      container,
      shell('trap "" TERM HUP; echo deaf; while :; do sleep 1; done'),
    );
    await window.untilText('deaf');
    await test.host.close(session.id);
    expect(await test.processes(container)).not.toContain('deaf');
  });

  it('can be looked at by two windows, which see the same', async () => {
    const { window, session } = await test.open(container, shell('echo one; read line; echo two'));
    await window.untilText('one');
    const second = test.look(session.id);
    await second.untilText('one');
    window.hangUp();
    const third = test.look(session.id);
    second.type('\n');
    await Promise.all([second.untilState('ended'), third.untilState('ended')]);
    expect(second.text).toContain('two');
    expect(third.text).toBe(second.text);
  });

  it('is not offered in a paused or a stopped container, which says why and what to do', async () => {
    const paused = await test.run(test.engine.image, 'sleep', '1000');
    await test.engine.podman(['pause', paused]);
    const inPaused = await test.open(paused);
    expect(await inPaused.window.untilState('failed')).toMatchObject({
      error: { code: 'wrong-state', hint: expect.stringMatching(/unpause/i) },
    });
    await test.engine.podman(['unpause', paused]);
    await test.host.restart(inPaused.session.id);
    await inPaused.window.untilState('running');
    await test.engine.podman(['kill', paused]);
    expect(await inPaused.window.untilState('ended')).toMatchObject({ exitCode: 137 });
    await test.host.restart(inPaused.session.id);
    expect(await inPaused.window.untilState('failed')).toMatchObject({
      error: { code: 'wrong-state', hint: expect.stringMatching(/start/i) },
    });
  });

  it('finds a shell beside one that is a link to itself', async () => {
    const looped = await test.run(test.engine.image, 'sleep', '1000');
    await test.engine.podman(['exec', looped, 'sh', '-c', 'rm -f /bin/zsh; ln -s zsh /bin/zsh']);
    const { window, session } = await test.open(looped);
    await window.untilState('running');
    expect(test.host.summary(session.id).command).toEqual(['/bin/ash']);
  });

  it('goes on by Enter after its container was stopped and started', async () => {
    const again = await test.run(test.engine.image, 'sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done');
    const { window, session } = await test.open(again);
    await window.untilState('running');
    await test.engine.podman(['stop', again]);
    // Its shell went with all that was in the container.
    expect(await window.untilState('ended')).toEqual({ state: 'ended', exitCode: 137 });
    await test.engine.podman(['start', again]);
    await test.host.restart(session.id);
    await window.untilState('running');
    window.type('echo $((6 * 7))\n');
    await window.untilText('\n42');
    expect(await test.execSessions(again)).toBe(1);
  });

  it('leaves as many processes as before, also when the window was loaded anew meanwhile', async () => {
    const before = await test.processes(container);
    const { window, session } = await test.open(container, { command: ['/bin/sh'] });
    await window.untilState('running');
    const during = await test.processes(container);
    expect(during.split('\n')).toHaveLength(before.split('\n').length + 1);
    window.hangUp();
    const reloaded = test.look(session.id);
    await reloaded.untilState('running');
    reloaded.type('echo $((6 * 7))\n');
    await reloaded.untilText('\n42');
    expect(await test.processes(container)).toBe(during);
    await test.host.close(session.id);
    expect(await test.processes(container)).toBe(before);
  });

  it('says so where the container has no shell', async () => {
    const bare = await test.run(test.engine.image, 'sleep', '1000');
    await test.engine.podman(['exec', bare, '/bin/busybox', 'rm', '/bin/sh', '/bin/ash']);
    const { window } = await test.open(bare);
    expect(await window.untilState('failed')).toMatchObject({ error: { code: 'not-found' } });
  });

  it('says so when its program is not there', async () => {
    const { window } = await test.open(container, { command: ['/no/such/program'] });
    await window.until(({ state }) => state?.state === 'failed' || state?.state === 'ended');
    const told = window.state?.state === 'failed' ? JSON.stringify(window.state) : window.text;
    expect(told).toContain('/no/such/program');
  });

  it('tells what runs in it, also in the background, but not what outlives it', async () => {
    const { window, session } = await test.open(container);
    await window.untilState('running');
    await expect.poll(() => test.host.programs(session.id)).toEqual(['/bin/ash']);
    window.type('sleep 1001 & nohup sleep 1002 >/dev/null & echo ready\n');
    await window.untilText('ready\r');
    await expect.poll(() => test.host.programs(session.id)).toEqual(['/bin/ash', 'sleep 1001']);
    await test.host.close(session.id);
  });

  it('fails visibly when the engine goes away, and works again when it is back', async () => {
    const { window, session } = await test.open(container, shell('echo here; read line'));
    await window.untilText('here');
    await test.engine.stopService('SIGKILL');
    expect(await window.untilState('failed')).toMatchObject({ error: { code: 'engine-unreachable' } });
    await test.engine.startService();
    await test.host.restart(session.id);
    await window.untilState('running');
    await test.host.close(session.id);
  });
});

describe('an exec session whose engine is killed', () => {
  let lost: TestHost;
  let place: string;
  beforeEach(async () => {
    lost = await startTestHost();
    place = await lost.run(lost.engine.image, 'sleep', '1000');
  });
  afterEach(() => lost[Symbol.asyncDispose]());

  /** A shell in it, left by its service. */
  async function leave() {
    const { window, session } = await lost.open(place);
    await window.untilState('running');
    await lost.engine.stopService('SIGKILL');
    expect(await window.untilState('failed')).toMatchObject({
      error: { code: 'engine-unreachable', hint: expect.stringMatching(/may go on.*Ctrl\+Shift\+Enter ends it/) },
      mayRunOn: true,
    });
    return { window, session };
  }

  async function shells(): Promise<number> {
    return (await lost.processes(place)).split('\n').filter((process) => process.trim() === '/bin/ash').length;
  }

  it('is ended before it starts again, as soon as the engine is back', async () => {
    const { window, session } = await leave();
    expect(await shells()).toBe(1);
    await lost.host.restart(session.id);
    expect(await window.untilState('failed')).toMatchObject({ mayRunOn: true });
    await lost.engine.startService();
    await lost.host.restart(session.id);
    await window.untilState('running');
    expect(await shells()).toBe(1);
    await lost.host.close(session.id);
    expect(await shells()).toBe(0);
  });

  it('is ended when it is closed after the engine is back', async () => {
    const { session } = await leave();
    await lost.engine.startService();
    await lost.host.close(session.id);
    expect(await shells()).toBe(0);
  });

  it('is ended when the engine is back, where it was closed before', async () => {
    const { session } = await leave();
    await expect(lost.host.close(session.id)).rejects.toMatchObject({
      code: 'engine-unreachable',
      message: expect.stringContaining('may go on'),
    });
    expect(lost.host.list()).toEqual([]);
    await lost.host.engineAnswers('test');
    await lost.engine.startService();
    await lost.host.engineAnswers('another');
    expect(await shells()).toBe(1);
    await lost.host.engineAnswers('test');
    expect(await shells()).toBe(0);
  });

  it('is of what ends with the app, and ends with it', async () => {
    const { session } = await leave();
    expect(lost.host.endingWithApp().map(({ id }) => id)).toEqual([session.id]);
    await lost.engine.startService();
    await lost.host[Symbol.asyncDispose]();
    expect(await shells()).toBe(0);
  });
});

describe('a session host that is disposed of', () => {
  let ending: TestHost;
  beforeAll(async () => {
    ending = await startTestHost();
  });
  afterAll(() => ending[Symbol.asyncDispose]());

  it('ends what it started, and leaves alone what it only looked at', async () => {
    const looked = await ending.run('--tty', '--interactive', ending.engine.image, 'sleep', '1000');
    const attached = await ending.open(looked, { kind: 'attach' });
    const started = await ending.open(looked, { command: ['sleep', '777'] });
    await Promise.all([attached.window.untilState('running'), started.window.untilState('running')]);
    await ending.host[Symbol.asyncDispose]();
    const processes = await ending.processes(looked);
    expect(processes).toContain('sleep 1000');
    expect(processes).not.toContain('sleep 777');
    expect([attached.window.isClosed, started.window.isClosed]).toEqual([true, true]);
  });
});
