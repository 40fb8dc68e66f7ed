/** What goes into an exec session and comes out of it: input, a terminal, floods, detach keys. */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AttachStreams, ExecOptions, RuntimeContainer } from '../../oci-runtime.ts';
import { Counted, Kept, Terminal } from '../streams.ts';
import { type Driven, forever } from './driven.ts';

const noStreams: AttachStreams = { input: null, output: null, error: null };

export function execStreams(driven: Driven): void {
  describe('the streams of an exec session', () => {
    let ctr: RuntimeContainer;
    beforeAll(async () => {
      ctr = await driven.running({ command: forever });
    });

    it('takes input until its end', async () => {
      const input = new Terminal(new Kept());
      const output = new Kept();
      const options = { cmd: ['sha256sum'], terminal: false, streams: { input, output, error: null } };
      const session = await driven.runtime.execContainer(ctr, randomUUID(), options);
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
      const session = await driven.runtime.execContainer(ctr, sessionId, options);
      await output.until(/ready/);
      if (!driven.lacks.has('firstExecSize')) expect(output.text).toMatch(/^31 101\r\n/);
      for (let columns = 40; columns <= 90; columns++) {
        await driven.runtime.execAttachResize(ctr, sessionId, { columns, rows: 20 });
      }
      // A conmon that was too busy has lost the last one: who must be sure says it again.
      await expect
        .poll(async () => {
          await driven.runtime.execAttachResize(ctr, sessionId, { columns: 90, rows: 20 });
          return output.text;
        })
        .toMatch(/20 90/);
      expect(await driven.runtime.execUpdateStatus(ctr, sessionId)).toBe(true);
      await driven.runtime.execStopContainer(ctr, sessionId, 2);
      await session.ended;
      expect(await driven.runtime.execUpdateStatus(ctr, sessionId)).toBe(false);
      await driven.runtime.execContainerCleanup(ctr, sessionId);
    });

    it('hands over 100 MB to a slow reader, byte for byte', async () => {
      const output = new Counted(4 * 1024 * 1024);
      const script = 'i=0; while [ $i -lt 100 ]; do cat /bin/busybox | head -c 1000000; i=$((i+1)); done';
      const options = { cmd: ['sh', '-c', script], terminal: false, streams: { ...noStreams, output } };
      const session = await driven.runtime.execContainer(ctr, randomUUID(), options);
      expect(await session.ended).toBe(0);
      const one = (await readFile('/bin/busybox')).subarray(0, 1_000_000);
      const expected = new Counted();
      for (let count = 0; count < 100; count++) expected.write(one);
      expect(output.bytes).toBe(100 * one.length);
      expect(output.hash.digest('hex')).toBe(expected.hash.digest('hex'));
    });

    it('are handed over whole where the command ends before it has read its input', async () => {
      const input = new Terminal(new Kept());
      const output = new Kept();
      const cmd = ['sh', '-c', 'head -c 1 > /dev/null; head -c 1000000 /bin/busybox; exit 3'];
      const options = { cmd, terminal: false, streams: { input, output, error: null } };
      const session = await driven.runtime.execContainer(ctr, randomUUID(), options);
      for (let count = 0; count < 160; count++) input.push(Buffer.alloc(65_536, count));
      input.endInput();
      if (driven.lacks.has('outputAfterUnreadInput')) {
        return expect(session.ended).rejects.toMatchObject({ code: 'engine-unreachable' });
      }
      expect(await session.ended).toBe(3);
      return expect(output.bytes.equals((await readFile('/bin/busybox')).subarray(0, 1_000_000))).toBe(true);
    });

    it('is one of fifty at once', async () => {
      const all = Array.from({ length: 50 }, (_, index) =>
        driven.exec(ctr, ['sh', '-c', `echo ${index}; exit ${index}`]),
      );
      const results = await Promise.all(all);
      expect(results).toEqual(results.map((_, index) => ({ code: index, output: `${index}\n`, error: '' })));
    });

    it('is not run at all with detach keys that there are not', async () => {
      const options = { terminal: true, detachKeys: 'ctrl-nope' };
      await expect(driven.exec(ctr, ['touch', '/tmp/ran'], options)).rejects.toMatchObject({ code: 'invalid' });
      expect((await driven.exec(ctr, ['ls', '/tmp'])).output).not.toContain('ran');
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
      const session = await driven.runtime.execContainer(ctr, sessionId, options);
      await output.until(/ready/);
      for (const keys of typed) input.type(keys);
      await expect(session.ended).rejects.toMatchObject({ code: 'cancelled' });
      expect(await driven.runtime.execUpdateStatus(ctr, sessionId)).toBe(true);
      await driven.runtime.execStopContainer(ctr, sessionId, 0);
      await driven.runtime.execContainerCleanup(ctr, sessionId);
    });

    it('has no detach keys where none are wanted: its program gets them', async () => {
      const output = new Kept();
      const input = new Terminal(new Kept());
      const cmd = ['sh', '-c', 'stty raw -echo; echo ready; head -c 2 | od -An -tx1'];
      const options = { cmd, terminal: true, detachKeys: '', streams: { input, output, error: null } };
      const session = await driven.runtime.execContainer(ctr, randomUUID(), options);
      await output.until(/ready/);
      input.type('\x10\x11');
      expect(await session.ended).toBe(0);
      expect(output.text).toContain(' 10 11');
    });
  });
}
