import { expect, it } from 'vitest';
import { Operations } from './operations.ts';

const freeze = { operationId: 'one', kind: 'freeze', name: 'cache' } as const;
const add = { operationId: 'two', kind: 'add', name: 'old.tar' } as const;

it('knows what is under way until it has ended, however it does', async () => {
  const operations = new Operations();
  const frozen = Promise.withResolvers<string>();
  const added = Promise.withResolvers<string>();
  const freezing = operations.run(freeze, () => frozen.promise);
  const adding = operations.run(add, () => added.promise);
  expect(operations.list()).toEqual([freeze, add]);
  frozen.resolve('done');
  expect(await freezing).toBe('done');
  expect(operations.list()).toEqual([add]);
  added.reject(new Error('The disk was pulled.'));
  await expect(adding).rejects.toThrow('pulled');
  expect(operations.list()).toEqual([]);
});

it('is waited for with what began meanwhile', async () => {
  const operations = new Operations();
  const order: string[] = [];
  const frozen = Promise.withResolvers<void>();
  const added = Promise.withResolvers<void>();
  const freezing = operations.run(freeze, () => frozen.promise);
  const settled = operations.settled().then(() => order.push('settled'));
  const adding = operations.run(add, () => added.promise);
  frozen.resolve();
  await freezing;
  added.resolve();
  await adding.then(() => order.push('added'));
  await settled;
  expect(order).toEqual(['added', 'settled']);
});

it('is called off by its name, and only that one', async () => {
  const operations = new Operations();
  const seen: boolean[] = [];
  const over = Promise.withResolvers<void>();
  const works = [freeze, add].map((operation) =>
    operations.run(operation, async ({ signal }) => {
      await over.promise;
      seen.push(signal.aborted);
    }),
  );
  operations.cancel('two');
  operations.cancel('never begun');
  over.resolve();
  await Promise.all(works);
  expect(seen).toEqual([false, true]);
});

it('tells how far each is, and takes no name twice', async () => {
  const operations = new Operations();
  const told: unknown[] = [];
  operations.onProgress(({ operationId, phase }) => told.push([operationId, phase]));
  const over = Promise.withResolvers<void>();
  const freezing = operations.run(freeze, ({ progress }) => {
    progress.phase('freezing');
    return over.promise;
  });
  await expect(operations.run(freeze, async () => {})).rejects.toMatchObject({ code: 'conflict' });
  over.resolve();
  await freezing;
  expect(told).toEqual([['one', 'freezing']]);
});
