/** The container’s own first process, looked at. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Counted, Kept, Terminal, Unframed } from '../streams.ts';
import type { Driven } from './driven.ts';

export function attach(driven: Driven): void {
  describe('an attach session', () => {
    it('hands over 100 MB to a slow reader, byte for byte, and to a quick one beside it', async () => {
      const flood = 'i=0; while [ $i -lt 100 ]; do head -c 1000000 /bin/busybox; i=$((i+1)); done';
      // Not before both are there, who both say so.
      const script = `read one; read other; ${flood}`;
      const ctr = await driven.running({ command: ['sh', '-c', script], interactive: true });
      const [slow, quick] = [new Unframed(new Counted(4 * 1024 * 1024)), new Unframed(new Counted())];
      const readers = [slow, quick];
      const terminals = readers.map((each) => new Terminal(each));
      const streams = { stdin: true, stdout: true, stderr: true };
      const { signal } = new AbortController();
      const attached = terminals.map((each) => driven.runtime.httpAttach(ctr, each, streams, undefined, signal));
      for (const each of terminals) each.type('here\n');
      await Promise.all(attached);
      const one = (await readFile('/bin/busybox')).subarray(0, 1_000_000);
      const expected = new Counted();
      for (let count = 0; count < 100; count++) expected.write(one);
      const digest = expected.hash.digest('hex');
      for (const { kept } of readers) {
        expect(kept.bytes).toBe(100 * one.length);
        expect(kept.hash.digest('hex')).toBe(digest);
      }
    });

    it.each([
      ['the default ones', undefined, ['\x10', '\x11']],
      ['the default ones, in one packet', undefined, ['\x10\x11']],
      ['others, one by one', 'ctrl-a,d', ['\x01', 'd']],
      ['others, after what was typed', 'ctrl-a,d', ['x\x01d']],
      ['a single one', 'ctrl-]', ['\x1d']],
    ])('is left by its detach keys, and the container runs on: %s', async (_which, keys, typed) => {
      const ctr = await driven.running({ command: ['cat'], terminal: true, interactive: true });
      const { terminal, over } = driven.attach(ctr, keys);
      for (const each of typed) {
        terminal.type(each);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await over;
      expect((await driven.runtime.updateContainerStatus(ctr)).state).toBe('running');
    });

    it.each([
      ['there are none', '', '\x10\x11'],
      ['they are others', 'ctrl-a,d', '\x10\x11'],
      ['they come by half', 'ctrl-a,d', '\x01x'],
    ])('passes such keys on where %s', async (_why, keys, typed) => {
      const script = 'stty raw -echo; echo ready; head -c 2 | od -An -tx1; exit 0';
      const ctr = await driven.made({ command: ['sh', '-c', `read go; ${script}`], terminal: true, interactive: true });
      await driven.runtime.startContainer(ctr);
      const { said, terminal, over } = driven.attach(ctr, keys);
      terminal.type('go\r');
      await said.until(/ready/);
      terminal.type(typed);
      await over;
      expect(said.text).toContain(Buffer.from(typed).toString('hex').replace(/(..)/g, ' $1'));
    });

    it('has the last of very many sizes in the end', async () => {
      const ctr = await driven.running({ command: ['sh'], terminal: true, interactive: true });
      const { said, terminal, over } = driven.attach(ctr, '');
      const sizes = Array.from({ length: 200 }, (_, index) => ({ columns: 40 + index, rows: 20 + (index % 30) }));
      await Promise.all(sizes.map((size) => driven.runtime.attachResize(ctr, size)));
      const last = { columns: 133, rows: 44 };
      await expect
        .poll(async () => {
          // A conmon that was too busy has lost it: who must be sure says it again.
          await driven.runtime.attachResize(ctr, last);
          terminal.type('stty size\r');
          return said.text;
        })
        .toContain('44 133');
      terminal.type('exit 0\r');
      await over;
    });

    it('with a terminal gives raw bytes, and takes keys', async () => {
      const ctr = await driven.made({ command: ['sh'], terminal: true, interactive: true });
      const said = new Kept();
      const terminal = new Terminal(said);
      const cancel = new AbortController();
      const all = { stdin: true, stdout: true, stderr: true };
      await driven.runtime.startContainer(ctr);
      const attached = driven.runtime.httpAttach(ctr, terminal, all, undefined, cancel.signal);
      terminal.type('echo $((6 * 7))\r');
      await said.until(/\r\n42\r\n/);
      await driven.runtime.attachResize(ctr, { columns: 77, rows: 22 });
      terminal.type('stty size\r');
      await said.until(/22 77/);
      terminal.type('exit 5\r');
      await attached;
      expect((await driven.untilEnded(ctr)).exitCode).toBe(5);
    });

    it('without a terminal gives frames of what was asked for, and passes the input’s end on', async () => {
      const script = 'read line; echo "out $line"; echo err >&2; cat > /dev/null; exit 0';
      const ctr = await driven.made({ command: ['sh', '-c', script], interactive: true });
      await driven.runtime.startContainer(ctr);
      const said = new Kept();
      const terminal = new Terminal(said);
      const streams = { stdin: true, stdout: true, stderr: false };
      const attached = driven.runtime.httpAttach(ctr, terminal, streams, undefined, new AbortController().signal);
      terminal.type('hello\n');
      await said.until(/out hello/);
      terminal.endInput();
      await attached;
      expect(said.bytes).toEqual(Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 10]), Buffer.from('out hello\n')]));
    });

    it('hands over all of a command that ends before it has read its input', async () => {
      const script = 'head -c 1 > /dev/null; head -c 1000000 /bin/busybox; exit 3';
      const ctr = await driven.made({ command: ['sh', '-c', script], interactive: true });
      const said = new Unframed(new Kept());
      const terminal = new Terminal(said);
      const streams = { stdin: true, stdout: true, stderr: true };
      await driven.runtime.startContainer(ctr);
      const attached = driven.runtime.httpAttach(ctr, terminal, streams, undefined, new AbortController().signal);
      for (let count = 0; count < 160; count++) terminal.push(Buffer.alloc(65_536, count));
      terminal.endInput();
      if (driven.lacks.has('outputAfterUnreadInput')) {
        return expect(attached).rejects.toMatchObject({ code: 'engine-unreachable' });
      }
      await attached;
      expect((await driven.untilEnded(ctr)).exitCode).toBe(3);
      return expect(said.kept.bytes.equals((await readFile('/bin/busybox')).subarray(0, 1_000_000))).toBe(true);
    });

    it('ends when it is called off, and the container runs on', async () => {
      const ctr = await driven.running({ command: ['sh'], terminal: true, interactive: true });
      const cancel = new AbortController();
      const terminal = new Terminal(new Kept());
      const all = { stdin: true, stdout: true, stderr: true };
      const attached = driven.runtime.httpAttach(ctr, terminal, all, '', cancel.signal);
      setImmediate(() => cancel.abort());
      await attached;
      expect((await driven.runtime.updateContainerStatus(ctr)).state).toBe('running');
    });
  });
}
