/**
 * What every driver of `OCIRuntime` has to do, on a real engine. The same tests run for each of them; what one can't do is
 * in its `lacks`, and has to be refused then.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachStreams, ExecOptions, RuntimeContainer } from '../oci-runtime.ts';
import { Counted, Kept, Terminal, Unframed } from './streams.ts';
import type { ContainerWish, Subject } from './subject.ts';

const aVersion = expect.stringMatching(/^\d+\.\d+/);
const forever = ['sleep', '100000'];
/** The set in a line of /proc/PID/status. */
const effectiveIn = (text: string) => BigInt(`0x${/[0-9a-f]{16}/.exec(text)?.[0] ?? 'none'}`);
const noStreams: AttachStreams = { input: null, output: null, error: null };

export function conforms(what: string, start: () => Promise<Subject>): void {
  describe(what, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject[Symbol.asyncDispose]());

    const made = async (wish: ContainerWish): Promise<RuntimeContainer> => {
      const ctr = await subject.create(wish);
      await subject.make(ctr);
      return ctr;
    };
    const running = async (wish: ContainerWish): Promise<RuntimeContainer> => {
      const ctr = await made(wish);
      await subject.runtime.startContainer(ctr);
      return ctr;
    };
    const ended = async (wish: ContainerWish) => {
      const ctr = await running(wish);
      return subject.untilEnded(ctr);
    };
    const exec = async (ctr: RuntimeContainer, cmd: readonly string[], more: Partial<ExecOptions> = {}) => {
      const [output, error] = [new Kept(), new Kept()];
      const options = { cmd, terminal: false, streams: { input: null, output, error }, ...more };
      const session = await subject.runtime.execContainer(ctr, randomUUID(), options);
      return { code: await session.ended, output: output.text, error: error.text };
    };

    describe('the life of a container', () => {
      it('goes from made to running, paused, running and ended', async () => {
        const { runtime } = subject;
        const ctr = await made({ command: forever });
        const state = async () => (await runtime.updateContainerStatus(ctr)).state;
        expect(['created', 'initialized']).toContain(await state());
        await runtime.startContainer(ctr);
        const status = await runtime.updateContainerStatus(ctr);
        expect(status).toMatchObject({ state: 'running', exitCode: null, finishedAt: null, oomKilled: false });
        expect(status.pid).toBeGreaterThan(1);
        expect(Math.abs((status.startedAt ?? 0) - Date.now())).toBeLessThan(60_000);
        await runtime.pauseContainer(ctr);
        expect(await state()).toBe('paused');
        await runtime.unpauseContainer(ctr);
        expect(await state()).toBe('running');
        await runtime.stopContainer(ctr, 0, false);
        const end = await runtime.updateContainerStatus(ctr);
        expect(end).toMatchObject({ state: 'exited', pid: null, exitCode: 137, checkpointed: false });
        expect(end.finishedAt).toBeGreaterThanOrEqual(status.startedAt ?? Number.POSITIVE_INFINITY);
      });

      it.each([0, 1, 42, 125, 126, 127, 137, 255])('ends with exit code %i', async (code) => {
        expect(await ended({ command: ['sh', '-c', `exit ${code}`] })).toMatchObject({
          state: 'exited',
          exitCode: code,
        });
      });

      it.each([
        ['SIGHUP', 129],
        [9, 137],
        ['TERM', 143],
        ['15', 143],
      ])('ends by the signal %s with exit code %i', async (signal, code) => {
        // The first process of a namespace takes of all signals only those that it asks for, and SIGKILL.
        const ctr = await running({
          command: ['sh', '-c', `trap 'exit ${code}' HUP TERM; while :; do sleep 0.1; done`],
        });
        await exec(ctr, ['true']);
        await subject.runtime.killContainer(ctr, signal, false);
        expect((await subject.untilEnded(ctr)).exitCode).toBe(code);
      });

      it('is stopped by its stop signal, and by SIGKILL when it does not listen', async () => {
        const polite = await running({
          command: ['sh', '-c', "trap 'exit 7' USR1; while :; do sleep 0.1; done"],
          stopSignal: 'SIGUSR1',
        });
        // Its trap is set when it answers.
        await exec(polite, ['true']);
        await subject.runtime.stopContainer(polite, 20, false);
        expect((await subject.untilEnded(polite)).exitCode).toBe(7);
        const deaf = await running({ command: ['sh', '-c', "trap '' TERM; while :; do sleep 0.1; done"] });
        await subject.runtime.stopContainer(deaf, 1, false);
        expect((await subject.untilEnded(deaf)).exitCode).toBe(137);
      });
    });

    describe('a checkpoint in place', () => {
      const counts = ['sh', '-c', 'i=0; while :; do i=$((i+1)); echo $i > /tmp/count; sleep 0.02; done'];
      const refusesCheckpoint = async (ctr: RuntimeContainer) => {
        await expect(subject.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({ code: 'unsupported' });
        expect((await subject.runtime.updateContainerStatus(ctr)).state).toBe('running');
      };
      const countOf = async (ctr: RuntimeContainer) => Number((await exec(ctr, ['cat', '/tmp/count'])).output);

      it('freezes a container, and brings it back as it was', async () => {
        const { runtime } = subject;
        const ctr = await running({ command: counts });
        if (!runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
        await expect.poll(() => countOf(ctr)).toBeGreaterThan(10);
        const before = await countOf(ctr);
        await runtime.checkpointContainer(ctr, { keep: true });
        expect(await subject.untilEnded(ctr)).toMatchObject({ state: 'exited', checkpointed: true });
        await runtime.createContainer({ container: ctr }, { keep: true });
        const status = await runtime.updateContainerStatus(ctr);
        expect(status).toMatchObject({ state: 'running', checkpointed: false, exitCode: null });
        expect(await countOf(ctr)).toBeGreaterThanOrEqual(before);
        await runtime.stopContainer(ctr, 0, false);
        return expect(await subject.untilEnded(ctr)).toMatchObject({ exitCode: 137, checkpointed: false });
      });

      it('can leave it running', async () => {
        const ctr = await running({ command: counts });
        if (!subject.runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
        await subject.runtime.checkpointContainer(ctr, { keepRunning: true, keep: true });
        return expect(await subject.runtime.updateContainerStatus(ctr)).toMatchObject({
          state: 'running',
          checkpointed: false,
        });
      });

      it('of one that holds what was not asked for fails, in CRIU’s words, and leaves it as it was', async () => {
        const talks = 'nc -l -p 81 -e sleep 1000 & tail -f /dev/null | until nc 127.0.0.1 81; do sleep 0.05; done';
        const ctr = await running({ command: ['sh', '-c', talks] });
        if (!subject.runtime.supportsCheckpoint()) return refusesCheckpoint(ctr);
        const established = async () => (await exec(ctr, ['grep', '-c', ' 01 ', '/proc/net/tcp'])).output;
        await expect.poll(established).toMatch(/[12]/);
        await expect(subject.runtime.checkpointContainer(ctr, {})).rejects.toMatchObject({
          engineMessage: expect.stringMatching(/tcp-established/),
        });
        expect(await subject.runtime.updateContainerStatus(ctr)).toMatchObject({
          state: 'running',
          checkpointed: false,
        });
        return expect(await established()).toMatch(/[12]/);
      });
    });

    describe('what is not right', () => {
      it('is refused, with what is wrong', async () => {
        const { runtime } = subject;
        const ctr = await running({ command: forever });
        await expect(runtime.killContainer(ctr, 'SIGNOPE', false)).rejects.toMatchObject({ name: 'GantryError' });
        await runtime.stopContainer(ctr, 0, false);
        await expect(runtime.pauseContainer(ctr)).rejects.toMatchObject({ code: 'wrong-state' });
        await expect(runtime.killContainer(ctr, 'SIGTERM', false)).rejects.toMatchObject({ code: 'wrong-state' });
        await expect(exec(ctr, ['true'])).rejects.toMatchObject({ code: 'wrong-state' });
      });
    });

    describe('all processes', () => {
      it('take a signal, where the driver can reach them', async () => {
        const { runtime, lacks } = subject;
        const child = `sh -c "trap 'touch /tmp/heard; exit' USR1; touch /tmp/ready; while :; do sleep 0.05; done"`;
        const ctr = await running({ command: ['sh', '-c', `trap : USR1; ${child} & while :; do sleep 0.05; done`] });
        await expect.poll(async () => (await exec(ctr, ['ls', '/tmp'])).output).toContain('ready');
        const sent = runtime.killContainer(ctr, 'SIGUSR1', true);
        if (lacks.has('all')) return expect(sent).rejects.toMatchObject({ code: 'unsupported' });
        await sent;
        await expect.poll(async () => (await exec(ctr, ['ls', '/tmp'])).output).toContain('heard');
        return expect((await runtime.updateContainerStatus(ctr)).state).toBe('running');
      });
    });

    describe('the paths', () => {
      it('are told, or refused', async () => {
        const { runtime, lacks } = subject;
        const ctr = await made({ command: forever });
        const paths = [
          () => runtime.attachSocketPath(ctr),
          () => runtime.execAttachSocketPath(ctr, 'one'),
          () => runtime.exitFilePath(ctr),
        ];
        for (const path of paths) {
          if (lacks.has('paths')) expect(path).toThrow(expect.objectContaining({ code: 'unsupported' }));
          else expect(path()).toMatch(/^\/.+/);
        }
      });
    });

    it('tells of what it is made', async () => {
      const { conmon, ociRuntime } = await subject.runtime.runtimeInfo();
      expect(ociRuntime.name).toBe(subject.runtime.name);
      if (!subject.lacks.has('paths')) expect([conmon?.version, ociRuntime.version]).toEqual([aVersion, aVersion]);
    });

    describe('an exec session', () => {
      let ctr: RuntimeContainer;
      beforeAll(async () => {
        ctr = await running({ command: forever, environment: { OWN: 'its own' } });
      });

      it('gives both outputs apart, byte for byte, and its exit code', async () => {
        const script = 'printf "out\\377\\000"; printf "err" >&2; exit 3';
        const [output, error] = [new Kept(), new Kept()];
        const options = { cmd: ['sh', '-c', script], terminal: false, streams: { input: null, output, error } };
        const session = await subject.runtime.execContainer(ctr, randomUUID(), options);
        expect(await session.ended).toBe(3);
        expect(output.bytes).toEqual(Buffer.from([0x6f, 0x75, 0x74, 0xff, 0x00]));
        expect(error.text).toBe('err');
      });

      it.each(['plain', 'with blanks', 'quo\'te"s', 'new\nline', 'ünïcödé 🦭', '$HOME `x` \\', '-n', ''])(
        'takes an argument and a variable as they are: %j',
        async (word) => {
          const { output } = await exec(ctr, ['sh', '-c', 'printf "%s|%s|%s" "$1" "$OWN" "$V"', 'sh', word], {
            env: { V: word },
          });
          expect(output).toBe(`${word}|its own|${word}`);
        },
      );

      it('runs where and as whom it is asked to', async () => {
        const { output } = await exec(ctr, ['sh', '-c', 'pwd; id -u; id -g'], { cwd: '/tmp', user: 'nobody' });
        expect(output).toBe('/tmp\n65534\n65534\n');
        expect((await exec(ctr, ['sh', '-c', 'id -u; id -g'], { user: '12:5' })).output).toBe('12\n5\n');
        expect((await exec(ctr, ['id', '-g'], { user: '0:tty' })).output).toBe('5\n');
      });

      it('that can not be run says so as a shell does', async () => {
        expect(await exec(ctr, ['/nope'])).toMatchObject({ code: 127, error: expect.stringContaining('/nope') });
        expect(await exec(ctr, ['/etc/passwd'])).toMatchObject({ code: 126, output: '' });
        await expect(exec(ctr, ['true'], { user: 'nosuch' })).rejects.toMatchObject({ code: 'invalid' });
      });

      it('gets capabilities that the container has not, where the driver can', async () => {
        const asked = exec(ctr, ['sh', '-c', 'grep CapEff /proc/self/status'], { capAdd: ['SYS_CHROOT'] });
        if (subject.lacks.has('capAdd')) return expect(asked).rejects.toMatchObject({ code: 'unsupported' });
        const chroot = 1n << 18n;
        expect(effectiveIn((await asked).output) & chroot).toBe(chroot);
        const own = await exec(ctr, ['grep', 'CapEff', '/proc/self/status']);
        expect(effectiveIn(own.output) & chroot).toBe(0n);
        const options = { capAdd: ['SYS_CHROOT'], user: 'nobody' };
        const others = await exec(ctr, ['grep', 'CapEff', '/proc/self/status'], options);
        return expect(effectiveIn(others.output)).toBe(chroot);
      });

      it("has root's capabilities as root alone", async () => {
        const caps = async (user: string) =>
          effectiveIn((await exec(ctr, ['grep', 'CapEff', '/proc/self/status'], { user })).output);
        expect(await caps('nobody')).toBe(0n);
        expect(await caps('1000:0')).toBe(0n);
        const own = effectiveIn((await exec(ctr, ['grep', 'CapEff', '/proc/1/status'])).output);
        expect(own).not.toBe(0n);
        expect(await caps('root')).toBe(own);
      });

      it.each(Array.from({ length: 8 }, (_, part) => part * 32))(
        'ends with each exit code from %i on',
        async (first) => {
          const codes = Array.from({ length: 32 }, (_, index) => first + index);
          const results = await Promise.all(codes.map((code) => exec(ctr, ['sh', '-c', `exit ${code}`])));
          expect(results.map(({ code }) => code)).toEqual(codes);
        },
      );

      it('that a signal ends has 128 and the signal as its exit code', async () => {
        expect((await exec(ctr, ['sh', '-c', 'kill -KILL $$'])).code).toBe(137);
        expect((await exec(ctr, ['sh', '-c', 'kill -TERM $$'])).code).toBe(143);
      });

      it('takes input until its end', async () => {
        const input = new Terminal(new Kept());
        const output = new Kept();
        const options = { cmd: ['sha256sum'], terminal: false, streams: { input, output, error: null } };
        const session = await subject.runtime.execContainer(ctr, randomUUID(), options);
        for (let count = 0; count < 64; count++) input.push(Buffer.alloc(65_536, count));
        input.endInput();
        expect(await session.ended).toBe(0);
        const expected = Array.from({ length: 64 }, (_, count) => Buffer.alloc(65_536, count));
        expect(output.text.slice(0, 64)).toBe(createHash('sha256').update(Buffer.concat(expected)).digest('hex'));
      });

      it('has its terminal of the right size from the first moment, and after each change', async () => {
        const output = new Kept();
        const input = new Terminal(new Kept());
        const sessionId = randomUUID();
        const cmd = ['sh', '-c', "stty size; trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done"];
        const options = {
          cmd,
          terminal: true,
          size: { columns: 101, rows: 31 },
          streams: { input, output, error: null },
        };
        const session = await subject.runtime.execContainer(ctr, sessionId, options);
        await output.until(/ready/);
        if (!subject.lacks.has('firstExecSize')) expect(output.text).toMatch(/^31 101\r\n/);
        for (let columns = 40; columns <= 90; columns++) {
          await subject.runtime.execAttachResize(ctr, sessionId, { columns, rows: 20 });
        }
        // A conmon that was too busy has lost the last one: who must be sure says it again.
        await expect
          .poll(async () => {
            await subject.runtime.execAttachResize(ctr, sessionId, { columns: 90, rows: 20 });
            return output.text;
          })
          .toMatch(/20 90/);
        expect(await subject.runtime.execUpdateStatus(ctr, sessionId)).toBe(true);
        await subject.runtime.execStopContainer(ctr, sessionId, 2);
        await session.ended;
        expect(await subject.runtime.execUpdateStatus(ctr, sessionId)).toBe(false);
        await subject.runtime.execContainerCleanup(ctr, sessionId);
      });

      it('hands over 100 MB to a slow reader, byte for byte', async () => {
        const output = new Counted(4 * 1024 * 1024);
        const script = 'i=0; while [ $i -lt 100 ]; do cat /bin/busybox | head -c 1000000; i=$((i+1)); done';
        const options = { cmd: ['sh', '-c', script], terminal: false, streams: { ...noStreams, output } };
        const session = await subject.runtime.execContainer(ctr, randomUUID(), options);
        expect(await session.ended).toBe(0);
        const one = (await readFile('/bin/busybox')).subarray(0, 1_000_000);
        const expected = new Counted();
        for (let count = 0; count < 100; count++) expected.write(one);
        expect(output.bytes).toBe(100 * one.length);
        expect(output.hash.digest('hex')).toBe(expected.hash.digest('hex'));
      });

      it('is one of fifty at once', async () => {
        const all = Array.from({ length: 50 }, (_, index) => exec(ctr, ['sh', '-c', `echo ${index}; exit ${index}`]));
        const results = await Promise.all(all);
        expect(results).toEqual(results.map((_, index) => ({ code: index, output: `${index}\n`, error: '' })));
      });

      it.each([
        [undefined, ['\x10', '\x11']],
        ['ctrl-a,d', ['\x01', 'd']],
        ['ctrl-a,d', ['\x01d']],
      ])('is left by its detach keys %j', async (detachKeys, typed) => {
        const output = new Kept();
        const input = new Terminal(new Kept());
        const sessionId = randomUUID();
        const cmd = ['sh', '-c', 'echo ready; exec sleep 1000'];
        const options: ExecOptions = {
          cmd,
          terminal: true,
          streams: { input, output, error: null },
          ...(detachKeys === undefined ? {} : { detachKeys }),
        };
        const session = await subject.runtime.execContainer(ctr, sessionId, options);
        await output.until(/ready/);
        for (const keys of typed) input.type(keys);
        await expect(session.ended).rejects.toMatchObject({ code: 'cancelled' });
        expect(await subject.runtime.execUpdateStatus(ctr, sessionId)).toBe(true);
        await subject.runtime.execStopContainer(ctr, sessionId, 0);
        await subject.runtime.execContainerCleanup(ctr, sessionId);
      });
    });

    describe('an attach session', () => {
      it('hands over 20 MB to a slow reader, byte for byte, and to a quick one beside it', async () => {
        const script =
          'until read -t 1 line; do echo waits; done; i=0; while [ $i -lt 20 ]; do head -c 1000000 /bin/busybox; i=$((i+1)); done';
        const ctr = await running({ command: ['sh', '-c', script], interactive: true });
        const readers = [new Unframed(new Kept(1024 * 1024)), new Unframed(new Kept())] as const;
        const [slow, quick] = [new Terminal(readers[0]), new Terminal(readers[1])] as const;
        const streams = { stdin: true, stdout: true, stderr: true };
        const { signal } = new AbortController();
        const attached = [slow, quick].map((each) => subject.runtime.httpAttach(ctr, each, streams, undefined, signal));
        await Promise.all(readers.map(({ kept }) => kept.until(/waits/)));
        slow.type('go\n');
        await Promise.all(attached);
        const one = (await readFile('/bin/busybox')).subarray(0, 1_000_000);
        const expected = Buffer.concat(Array.from({ length: 20 }, () => one));
        for (const { kept } of readers) expect(kept.bytes.subarray(-expected.length).equals(expected)).toBe(true);
      });

      it('with a terminal gives raw bytes, and takes keys', async () => {
        const ctr = await made({ command: ['sh'], terminal: true, interactive: true });
        const said = new Kept();
        const terminal = new Terminal(said);
        const cancel = new AbortController();
        const all = { stdin: true, stdout: true, stderr: true };
        await subject.runtime.startContainer(ctr);
        const attached = subject.runtime.httpAttach(ctr, terminal, all, undefined, cancel.signal);
        terminal.type('echo $((6 * 7))\r');
        await said.until(/\r\n42\r\n/);
        await subject.runtime.attachResize(ctr, { columns: 77, rows: 22 });
        terminal.type('stty size\r');
        await said.until(/22 77/);
        terminal.type('exit 5\r');
        await attached;
        expect((await subject.untilEnded(ctr)).exitCode).toBe(5);
      });

      it('without a terminal gives frames of what was asked for, and passes the input’s end on', async () => {
        const script = 'read line; echo "out $line"; echo err >&2; cat > /dev/null; exit 0';
        const ctr = await made({ command: ['sh', '-c', script], interactive: true });
        await subject.runtime.startContainer(ctr);
        const said = new Kept();
        const terminal = new Terminal(said);
        const streams = { stdin: true, stdout: true, stderr: false };
        const attached = subject.runtime.httpAttach(ctr, terminal, streams, undefined, new AbortController().signal);
        terminal.type('hello\n');
        await said.until(/out hello/);
        terminal.endInput();
        await attached;
        expect(said.bytes).toEqual(Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 10]), Buffer.from('out hello\n')]));
      });

      it('ends when it is called off, and the container runs on', async () => {
        const ctr = await running({ command: ['sh'], terminal: true, interactive: true });
        const cancel = new AbortController();
        const terminal = new Terminal(new Kept());
        const all = { stdin: true, stdout: true, stderr: true };
        const attached = subject.runtime.httpAttach(ctr, terminal, all, '', cancel.signal);
        setImmediate(() => cancel.abort());
        await attached;
        expect((await subject.runtime.updateContainerStatus(ctr)).state).toBe('running');
      });
    });
  });
}
