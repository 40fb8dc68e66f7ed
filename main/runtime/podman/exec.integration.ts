import { createHash, randomBytes } from 'node:crypto';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecOptions, RuntimeContainer } from '../oci-runtime.ts';
import { processesInside, processesOf } from './exec-signal.ts';
import { type RealRuntime, Sink, startRealRuntime } from './testing/real-runtime.ts';

let real: RealRuntime;
let ctr: RuntimeContainer;
beforeAll(async () => {
  real = await startRealRuntime();
  ctr = await real.run('--name', 'exec', real.engine.image, 'sleep', '1000');
});
afterAll(() => real[Symbol.asyncDispose]());

let sessions = 0;

/** Runs a command with what is given, and keeps its output. */
async function exec(cmd: readonly string[], change: Partial<ExecOptions> = {}, input: Readable | null = null) {
  const output = new Sink();
  const error = new Sink();
  sessions += 1;
  const id = `session-${sessions}`;
  const options = { cmd, terminal: false, streams: { input, output, error }, ...change };
  const session = await real.runtime.execContainer(ctr, id, options);
  return { id, output, error, ...session };
}

describe('a command in a running container', () => {
  it('answers its exit code after all its output', async () => {
    const { output, error, ended } = await exec(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(await ended).toBe(3);
    expect([output.text, error.text]).toEqual(['out\n', 'err\n']);
  });

  it('has its terminal at the right size from the first byte, and at each later one', async () => {
    const input = new PassThrough();
    const change = { terminal: true, size: { columns: 123, rows: 45 } };
    const cmd = ['sh', '-c', 'stty -echo; stty size; while read x; do stty size; done'];
    const { id, output, ended } = await exec(cmd, change, input);
    await output.until((text) => text.includes('\n'));
    expect(output.text).toBe('45 123\r\n');
    // conmon 2.1.6 loses the second of two sizes that come together, so it is sent until it is seen.
    await expect
      .poll(async () => {
        await real.runtime.execAttachResize(ctr, id, { columns: 81, rows: 26 });
        input.write('\n');
        return output.text;
      })
      .toContain('26 81');
    await real.runtime.execStopContainer(ctr, id, 0);
    expect(await ended).toBe(137);
  });

  it('gets its environment, its working directory and its user', async () => {
    const change = { env: { A: 'b=c' }, cwd: '/tmp', user: '1000:1001' };
    const { output, ended } = await exec(['sh', '-c', 'echo $A; pwd; id -u; id -g'], change);
    await ended;
    expect(output.text).toBe('b=c\n/tmp\n1000\n1001\n');
  });

  it('sees the end of its input', async () => {
    const { output, ended } = await exec(['cat'], {}, Readable.from([Buffer.from('über '), Buffer.from('all')]));
    expect(await ended).toBe(0);
    expect(output.text).toBe('über all');
  });

  it.each([
    ['at once', (done: () => void) => done()],
    ['slowly', (done: () => void) => setImmediate(done)],
  ])('loses no byte of 10 MB that are read %s', async (_how, taken) => {
    const hash = createHash('sha256');
    let bytes = 0;
    const reader = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        taken(done);
      },
    });
    const cmd = ['sh', '-c', 'dd if=/dev/urandom of=/tmp/data bs=64k count=160 2>/dev/null; cat /tmp/data'];
    const { ended } = await exec(cmd, { streams: { input: null, output: reader, error: null } });
    expect(await ended).toBe(0);
    // All of it is there at this very moment, not a little later.
    expect(bytes).toBe(160 * 65_536);
    const { output, ended: summed } = await exec(['sha256sum', '/tmp/data']);
    await summed;
    expect(output.text.split(' ')[0]).toBe(hash.digest('hex'));
  });

  it('gets every byte of 10 MB that are given to it', async () => {
    const block = randomBytes(1_048_576);
    const hash = createHash('sha256');
    for (let index = 0; index < 10; index += 1) hash.update(block);
    const { output, ended } = await exec(['sha256sum'], {}, Readable.from(Array.from({ length: 10 }, () => block)));
    expect(await ended).toBe(0);
    expect(output.text.split(' ')[0]).toBe(hash.digest('hex'));
  });

  it('that nobody looks at runs all the same', async () => {
    const { ended } = await exec(['sh', '-c', 'echo out; exit 4'], {
      streams: { input: null, output: null, error: null },
    });
    expect(await ended).toBe(4);
  });

  it('ends no session of the engine when its reader is gone, and says so', async () => {
    const gone = new Sink();
    const { ended } = await exec(['sh', '-c', 'echo one; sleep 0.2; echo two'], {
      streams: { input: null, output: gone, error: null },
    });
    await gone.until((text) => text === 'one\n');
    gone.destroy();
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is left by the detach keys, and runs on', async () => {
    const input = new PassThrough();
    const { id, output, ended } = await exec(
      ['sh', '-c', 'stty -echo; echo ready; exec sleep 1000'],
      { terminal: true, detachKeys: 'ctrl-a,d' },
      input,
    );
    await output.until((text) => text.includes('ready'));
    input.write('\x01d');
    await expect(ended).rejects.toMatchObject({ code: 'cancelled', hint: expect.stringContaining('runs on') });
    expect(await real.runtime.execUpdateStatus(ctr, id)).toBe(true);
    await real.runtime.execStopContainer(ctr, id, 1);
    expect(await real.runtime.execUpdateStatus(ctr, id)).toBe(false);
  });

  it('that is not there ends as in a shell', async () => {
    const { ended } = await exec(['/no/such/program']);
    expect(await ended).toBe(127);
  });

  it('is ended by SIGKILL when it is deaf to SIGTERM, and leaves nothing behind', async () => {
    const { id, output, pid, ended } = await exec(['sh', '-c', 'trap "" TERM; echo deaf; while :; do sleep 0.1; done']);
    expect(pid).toBeGreaterThan(0);
    await output.until((text) => text === 'deaf\n');
    expect(await real.runtime.execUpdateStatus(ctr, id)).toBe(true);
    await real.runtime.execStopContainer(ctr, id, 1);
    expect(await ended).toBe(137);
    expect(await real.runtime.execUpdateStatus(ctr, id)).toBe(false);
    expect(await real.podman('top', ctr.id, 'args')).not.toContain('trap');
  });

  it('is ended at once, however shortly after its start', async () => {
    const { id, ended } = await exec(['sleep', '1000']);
    await real.runtime.execStopContainer(ctr, id, 0);
    expect(await ended).toBe(137);
  });

  it('is ended from inside where its process is out of our reach', async () => {
    const { pid, ended } = await exec(['sleep', '1000']);
    expect(pid).not.toBeNull();
    const processes = await processesInside(real.client, ctr, pid ?? 0);
    expect(await processes.anyLeft()).toBe(true);
    await processes.signal('SIGTERM');
    expect(await ended).toBe(143);
    expect(await processes.anyLeft()).toBe(false);
    // One that has ended already is no error.
    await expect(processes.signal('SIGTERM')).resolves.toBeUndefined();
    const gone = await processesInside(real.client, ctr, pid ?? 0);
    await expect(gone.signal('SIGTERM')).resolves.toBeUndefined();
  });

  it.each([
    ['from here', processesOf],
    ['from inside', processesInside],
  ])('is ended with what it has in the background, but for what was told to live on: %s', async (_, processesBy) => {
    // What a shell says of a killed child goes nowhere once its session is over, and would end the shell.
    const stubborn = '(trap : HUP; echo trapped; exec 2>/dev/null; while :; do sleep 0.1; done)';
    const jobs = `sleep 8888 & (trap "" HUP; exec sleep 7777) & setsid sleep 6666 & ${stubborn} &`;
    const { output, pid, ended } = await exec(['sh', '-c', `${jobs} echo ready; exec sleep 9999`]);
    await output.until((text) => text.includes('ready') && text.includes('trapped'));
    const top = () => real.podman('top', ctr.id, 'args');
    for (const job of [/^sleep 8888/m, /^sleep 7777/m, /^sleep 6666/m]) while (!job.test(await top()));
    const processes = await processesBy(real.client, ctr, pid ?? 0);
    await processes.signal('SIGHUP');
    expect(await ended).toBe(129);
    while (/^sleep 8888/m.test(await top()));
    expect(await processes.anyLeft()).toBe(true);
    await processes.signal('SIGKILL');
    while (await processes.anyLeft());
    expect((await top()).match(/^sleep \d+/gm)?.sort()).toEqual(['sleep 1000', 'sleep 6666', 'sleep 7777']);
    await (await exec(['sh', '-c', 'kill -9 $(pidof sleep | tr " " "\\n" | grep -vx 1)'])).ended;
  });

  it.each([
    ['from here', processesOf],
    ['from inside', processesInside],
  ])('ends though its conmon waits to write what was typed and is not read: %s', async (_, processesBy) => {
    const [input, output] = [new PassThrough(), new Sink()];
    const streams = { input, output, error: null };
    const script = 'stty raw -echo; echo ready; exec sleep 1234';
    const { pid, ended } = await exec(['sh', '-c', script], { terminal: true, streams });
    await output.until((text) => text.includes('ready'));
    input.write(Buffer.alloc(200_000, 'x'));
    const processes = await processesBy(real.client, ctr, pid ?? 0);
    await processes.discardUnread();
    await processes.signal('SIGKILL');
    expect(await ended).toBe(137);
  });

  it('ends with its container', async () => {
    const other = await real.run(real.engine.image, 'sleep', '1000');
    const output = new Sink();
    const options = { cmd: ['sh', '-c', 'echo in; sleep 1000'], terminal: true };
    const streams = { input: null, output, error: null };
    const { ended } = await real.runtime.execContainer(other, 'other', { ...options, streams });
    await output.until((text) => text.includes('in'));
    await real.runtime.killContainer(other, 'SIGKILL', false);
    expect(await ended).toBe(137);
  });

  it.each([
    [{ user: 'nobody-here' }, 'invalid', 'nobody-here'],
    [{ cwd: '/nowhere' }, null, 'nowhere'],
  ])('that can not be run as asked says why: %o', async (change, code, words) => {
    const output = new Sink();
    const running = exec(['true'], { ...change, terminal: true, streams: { input: null, output, error: null } });
    if (code !== null) {
      await expect(running).rejects.toMatchObject({ code, engineMessage: expect.stringContaining(words) });
    } else {
      expect(await (await running).ended).toBe(127);
      expect(output.text).toContain(words);
    }
  });

  it('needs an id that no other session has, until that is cleaned up', async () => {
    const options = { cmd: ['true'], terminal: false, streams: { input: null, output: null, error: null } };
    const { ended } = await real.runtime.execContainer(ctr, 'same', options);
    await ended;
    await expect(real.runtime.execContainer(ctr, 'same', options)).rejects.toMatchObject({ code: 'conflict' });
    await real.runtime.execContainerCleanup(ctr, 'same');
    expect(await (await real.runtime.execContainer(ctr, 'same', options)).ended).toBe(0);
    await expect(real.runtime.execUpdateStatus(ctr, 'never')).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    [{ capAdd: ['CAP_SYS_ADMIN'] }, 'capabilities'],
    [{ preserveFDs: [0] }, 'File descriptors'],
  ])('refuses what the API can not give: %o', async (change, why) => {
    await expect(exec(['true'], change)).rejects.toMatchObject({
      code: 'unsupported',
      hint: expect.stringContaining(why),
    });
  });
});

describe('looking for programs', () => {
  it('follows links, and knows what is executable', async () => {
    await (await exec(['sh', '-c', 'ln -s /bin/sh /tmp/link; ln -s link /tmp/link2; touch /tmp/plain'])).ended;
    const found = (path: string) => real.runtime.isExecutable(ctr, path);
    expect(await found('/bin/sh')).toBe(true);
    expect(await found('/tmp/link2')).toBe(true);
    expect(await found('/tmp/plain')).toBe(false);
    expect(await found('/tmp')).toBe(false);
    expect(await found('/bin/bash')).toBe(false);
  });
});
