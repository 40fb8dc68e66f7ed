import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import koffi from 'koffi';
import { expect, it, onTestFinished } from 'vitest';
import { spawnAlone } from './spawn-alone.ts';

/** As Chromium opens them: Node's own are closed in a child by the kernel. */
const dup = koffi.load(null).func('int dup(int)');

type Start = (program: string, args: readonly string[], options: { stdio: ('ignore' | 'pipe')[] }) => ChildProcess;

/** What a child says over a descriptor of its own, and which others it finds open, with what they lead to. */
async function seenBy(start: Start): Promise<string> {
  const { stdio } = start('sh', ['-c', 'ls -l /proc/self/fd >&3'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const own = stdio[3];
  if (own === null || own === undefined || !('read' in own)) throw new Error('It has no descriptor of its own.');
  return text(own);
}

it('a child finds nothing in the place of a descriptor that we have open', async () => {
  const file = path.join(tmpdir(), `gantry-test-${process.pid}`);
  const first = openSync(file, 'w');
  const inherited: number = dup(first);
  onTestFinished(() => {
    closeSync(first);
    closeSync(inherited);
    return rm(file);
  });
  expect(await seenBy(spawn), 'else it finds it').toContain(`${inherited} -> ${file}`);
  const seen = await seenBy(spawnAlone);
  expect(seen).not.toContain(file);
  expect(seen).toContain(`${inherited} -> /dev/null`);
  expect(seen).toMatch(/ 3 -> (pipe|socket):/);
});
