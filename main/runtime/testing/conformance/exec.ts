/** A command in a running container: with what it runs, and how it ends. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RuntimeContainer } from '../../oci-runtime.ts';
import { Kept } from '../streams.ts';
import { type Driven, forever } from './driven.ts';

/** The set in a line of /proc/PID/status. */
const effectiveIn = (text: string) => BigInt(`0x${/[0-9a-f]{16}/.exec(text)?.[0] ?? 'none'}`);

export function exec(driven: Driven): void {
  describe('an exec session', () => {
    let ctr: RuntimeContainer;
    beforeAll(async () => {
      ctr = await driven.running({ command: forever, environment: { OWN: 'its own' } });
    });

    it('gives both outputs apart, byte for byte, and its exit code', async () => {
      const script = 'printf "out\\377\\000"; printf "err" >&2; exit 3';
      const [output, error] = [new Kept(), new Kept()];
      const options = { cmd: ['sh', '-c', script], terminal: false, streams: { input: null, output, error } };
      const session = await driven.runtime.execContainer(ctr, randomUUID(), options);
      expect(await session.ended).toBe(3);
      expect(output.bytes).toEqual(Buffer.from([0x6f, 0x75, 0x74, 0xff, 0x00]));
      expect(error.text).toBe('err');
    });

    it.each(['plain', 'with blanks', 'quo\'te"s', 'new\nline', 'ünïcödé 🦭', '$HOME `x` \\', '-n', ''])(
      'takes an argument and a variable as they are: %j',
      async (word) => {
        const { output } = await driven.exec(ctr, ['sh', '-c', 'printf "%s|%s|%s" "$1" "$OWN" "$V"', 'sh', word], {
          env: { V: word },
        });
        expect(output).toBe(`${word}|its own|${word}`);
      },
    );

    it('runs where and as whom it is asked to', async () => {
      const { output } = await driven.exec(ctr, ['sh', '-c', 'pwd; id -u; id -g'], { cwd: '/tmp', user: 'nobody' });
      expect(output).toBe('/tmp\n65534\n65534\n');
      expect((await driven.exec(ctr, ['sh', '-c', 'id -u; id -g'], { user: '12:5' })).output).toBe('12\n5\n');
      expect((await driven.exec(ctr, ['id', '-g'], { user: '0:tty' })).output).toBe('5\n');
    });

    it('that can not be run says so as a shell does', async () => {
      expect(await driven.exec(ctr, ['/nope'])).toMatchObject({ code: 127, error: expect.stringContaining('/nope') });
      expect(await driven.exec(ctr, ['/etc/passwd'])).toMatchObject({ code: 126, output: '' });
      await expect(driven.exec(ctr, ['true'], { user: 'nosuch' })).rejects.toMatchObject({ code: 'invalid' });
    });

    it('tells what runs in it, its first process first, and nothing of what has begun a session of its own', async () => {
      const cmd = ['sh', '-c', 'sleep 1001 & setsid sleep 1002 & read line'];
      const [id, input] = [randomUUID(), new PassThrough()];
      const session = await driven.runtime.execContainer(ctr, id, {
        cmd,
        terminal: false,
        streams: { input, output: null, error: null },
      });
      await expect.poll(() => driven.runtime.execPrograms?.(ctr, id)).toEqual([cmd.join(' '), 'sleep 1001']);
      await driven.runtime.execStopContainer(ctr, id, 0);
      await session.ended;
      await driven.exec(ctr, ['pkill', '-f', 'sleep 1002']);
    });

    it('gets capabilities that the container has not, where the driver can', async () => {
      const asked = driven.exec(ctr, ['sh', '-c', 'grep CapEff /proc/self/status'], { capAdd: ['SYS_CHROOT'] });
      if (driven.lacks.has('capAdd')) return expect(asked).rejects.toMatchObject({ code: 'unsupported' });
      const chroot = 1n << 18n;
      expect(effectiveIn((await asked).output) & chroot).toBe(chroot);
      const own = await driven.exec(ctr, ['grep', 'CapEff', '/proc/self/status']);
      expect(effectiveIn(own.output) & chroot).toBe(0n);
      const options = { capAdd: ['SYS_CHROOT'], user: 'nobody' };
      const others = await driven.exec(ctr, ['grep', 'CapEff', '/proc/self/status'], options);
      return expect(effectiveIn(others.output)).toBe(chroot);
    });

    it('gets the descriptors that are meant, and no others, where the driver can', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'gantry-pipes-'));
      // Not waited for: what does not come is a failure.
      const open = constants.O_RDWR | constants.O_NONBLOCK;
      const files = [path.join(folder, 'said'), path.join(folder, 'told')] as const;
      await promisify(execFile)('mkfifo', files);
      const pipes = [openSync(files[0], open), openSync(files[1], open)] as const;
      try {
        writeSync(pipes[1], 'from here\n');
        const script = 'read line <&4; echo "there: $line" >&3; for fd in /proc/self/fd/*; do echo "$fd"; done';
        const asked = driven.exec(ctr, ['sh', '-c', script], { preserveFDs: pipes });
        if (driven.lacks.has('preserveFDs')) return await expect(asked).rejects.toMatchObject({ code: 'unsupported' });
        const { code, output } = await asked;
        const into = Buffer.alloc(100);
        expect(into.toString('utf8', 0, readSync(pipes[0], into))).toBe('there: from here\n');
        expect(code).toBe(0);
        // The shell itself may have opened the folder that it lists.
        expect(output).toMatch(/\/3\n\/proc\/self\/fd\/4\n(\/proc\/self\/fd\/5\n)?$/);
      } finally {
        for (const fd of pipes) closeSync(fd);
        await rm(folder, { recursive: true });
      }
    });

    it("has root's capabilities as root alone", async () => {
      const caps = async (user: string) =>
        effectiveIn((await driven.exec(ctr, ['grep', 'CapEff', '/proc/self/status'], { user })).output);
      expect(await caps('nobody')).toBe(0n);
      expect(await caps('1000:0')).toBe(0n);
      const own = effectiveIn((await driven.exec(ctr, ['grep', 'CapEff', '/proc/1/status'])).output);
      expect(own).not.toBe(0n);
      expect(await caps('root')).toBe(own);
    });

    it.each(Array.from({ length: 8 }, (_, part) => part * 32))('ends with each exit code from %i on', async (first) => {
      const codes = Array.from({ length: 32 }, (_, index) => first + index);
      const results = await Promise.all(codes.map((code) => driven.exec(ctr, ['sh', '-c', `exit ${code}`])));
      expect(results.map(({ code }) => code)).toEqual(codes);
    });

    it('that a signal ends has 128 and the signal as its exit code', async () => {
      // Those that end a process which hasn't asked for them (signal(7)), but for SIGQUIT, to which the shell is deaf; 32
      // and 33 are the C library's own.
      const ending = (signal: number) => ![3, 17, 18, 19, 20, 21, 22, 23, 28, 32, 33].includes(signal);
      const signals = Array.from({ length: 64 }, (_, index) => index + 1).filter(ending);
      const results = await Promise.all(signals.map((signal) => driven.exec(ctr, ['sh', '-c', `kill -${signal} $$`])));
      expect(results.map(({ code }) => code)).toEqual(signals.map((signal) => 128 + signal));
    });
  });
}
