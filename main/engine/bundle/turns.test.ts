import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('does what is asked for one container in turn, also after a failure, and for others beside', async () => {
  const turns = new Turns();
  const done: string[] = [];
  let go: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const first = turns.of('one', async () => {
    await gate;
    done.push('first');
    throw new Error('refused');
  });
  const second = turns.of('one', async () => {
    done.push('second');
    return 2;
  });
  await turns.of('other', async () => {
    done.push('other');
  });
  expect(done).toEqual(['other']);
  go();
  await expect(first).rejects.toThrow('refused');
  expect(await second).toBe(2);
  expect(done).toEqual(['other', 'first', 'second']);
});

it('rests when all that was asked for is over, however it went', async () => {
  const turns = new Turns();
  let isOver = false;
  void turns
    .of('one', async () => {
      await new Promise(setImmediate);
      isOver = true;
      throw new Error('refused');
    })
    .catch(() => {});
  await turns.rest();
  expect(isOver).toBe(true);
});
