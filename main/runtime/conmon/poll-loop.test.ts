import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { close, POLLIN, settle, wake, wakeDescriptor } from './libc.ts';
import { PollLoop } from './poll-loop.ts';

describe('a loop that waits for descriptors', () => {
  const fds: number[] = [];
  const thrown: Error[] = [];
  const keep = (error: Error) => thrown.push(error);
  let others: NodeJS.UncaughtExceptionListener[];
  beforeEach(() => {
    others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', keep);
  });
  afterEach(() => {
    process.off('uncaughtException', keep);
    for (const each of others) process.on('uncaughtException', each);
    for (const fd of fds.splice(0)) close(fd);
  });

  it('goes on when one that it tells throws, and what was thrown is heard', async () => {
    const loop = new PollLoop();
    const [bad, good] = [wakeDescriptor(), wakeDescriptor()];
    fds.push(bad, good);
    loop.watch(bad, POLLIN, () => {
      loop.leave(bad);
      throw new Error('not mine');
    });
    const told = new Promise<void>((resolve) => {
      loop.watch(good, POLLIN, () => {
        settle(good);
        loop.leave(good);
        resolve();
      });
    });
    wake(bad);
    wake(good);
    await told;
    expect(thrown.map(({ message }) => message)).toEqual(['not mine']);
  });
});
