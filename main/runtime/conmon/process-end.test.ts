import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { openProcess } from './libc.ts';
import { untilProcessEnds } from './process-end.ts';
import { knownProcess } from './processes.ts';
import { SystemCallError } from './system-call-error.ts';

async function sleeping() {
  const child = spawn('sleep', ['1000']);
  await once(child, 'spawn');
  onTestFinished(() => void child.kill('SIGKILL'));
  const known = await knownProcess(child.pid ?? 0);
  if (known === null) throw new Error('sleep has ended');
  return { child, known };
}
const noKernelCall = (): never => {
  throw new SystemCallError('pidfd_open', constants.errno.ENOSYS);
};
const never = new AbortController().signal;

it.each([
  ['the kernel', openProcess],
  ['looks, where the kernel can’t', noKernelCall],
])('the end of a process is told by %s', async (_by, open) => {
  const { child, known } = await sleeping();
  const told: string[] = [];
  const ended = untilProcessEnds(known, never, open).then((hasEnded) => told.push(`ended: ${hasEnded}`));
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual([]);
  child.kill('SIGKILL');
  await ended;
  expect(told).toEqual(['ended: true']);
});

it.each([
  ['the kernel', openProcess],
  ['looks', noKernelCall],
])('waiting for it can be called off: %s', async (_by, open) => {
  const { known } = await sleeping();
  const cancel = new AbortController();
  const ended = untilProcessEnds(known, cancel.signal, open);
  cancel.abort();
  expect(await ended).toBe(false);
});

it('one that has ended, or whose number is another’s, is not waited for', async () => {
  const { child, known } = await sleeping();
  expect(await untilProcessEnds({ ...known, startTime: '1' }, never)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await untilProcessEnds(known, never)).toBe(true);
});
