/** The container’s own first process, looked at. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Kept, Terminal, Unframed } from '../streams.ts';
import type { Driven } from './driven.ts';

export function attach(driven: Driven): void {
  describe('an attach session', () => {
    it('hands over 20 MB to a slow reader, byte for byte, and to a quick one beside it', async () => {
      const script =
        'until read -t 1 line; do echo waits; done; i=0; while [ $i -lt 20 ]; do head -c 1000000 /bin/busybox; i=$((i+1)); done';
      const ctr = await driven.running({ command: ['sh', '-c', script], interactive: true });
      const readers = [new Unframed(new Kept(1024 * 1024)), new Unframed(new Kept())] as const;
      const [slow, quick] = [new Terminal(readers[0]), new Terminal(readers[1])] as const;
      const streams = { stdin: true, stdout: true, stderr: true };
      const { signal } = new AbortController();
      const attached = [slow, quick].map((each) => driven.runtime.httpAttach(ctr, each, streams, undefined, signal));
      await Promise.all(readers.map(({ kept }) => kept.until(/waits/)));
      slow.type('go\n');
      await Promise.all(attached);
      const one = (await readFile('/bin/busybox')).subarray(0, 1_000_000);
      const expected = Buffer.concat(Array.from({ length: 20 }, () => one));
      for (const { kept } of readers) expect(kept.bytes.subarray(-expected.length).equals(expected)).toBe(true);
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
