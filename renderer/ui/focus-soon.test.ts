import { expect, onTestFinished, test } from 'vitest';
import { focusSoon } from './landing.ts';

const add = (id: string): HTMLButtonElement => {
  const button = document.createElement('button');
  button.id = id;
  document.body.append(button);
  onTestFinished(() => button.remove());
  return button;
};
const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
};

test('what comes many frames later gets the keys', async () => {
  focusSoon('#late');
  await frames(10);
  const late = add('late');
  await expect.poll(() => document.activeElement).toBe(late);
});

test('it leaves them to who has gone elsewhere meanwhile', async () => {
  const other = add('other');
  focusSoon('#late');
  other.focus();
  add('late');
  await frames(3);
  expect(document.activeElement).toBe(other);
});
