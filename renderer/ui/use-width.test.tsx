import { useRef } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { useFromWidth } from './use-width.ts';

/** What was drawn, in order. */
const drawn: boolean[] = [];
beforeEach(() => void drawn.splice(0));

function Box({ width }: { readonly width: number }) {
  const box = useRef<HTMLDivElement>(null);
  const isWide = useFromWidth(box, (pixels) => pixels >= 300, true);
  drawn.push(isWide);
  return (
    <div ref={box} style={{ width }}>
      {isWide ? 'wide' : 'narrow'}
    </div>
  );
}

/** The words, when the next frame has been drawn: a frame's callbacks run before it is, so those of the one after it. */
function words(): Promise<string | null> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => resolve(document.querySelector('[style*=width]')?.textContent ?? null));
    });
  });
}

test('a guess that is right is drawn once', async () => {
  await render(<Box width={400} />);
  expect(await words()).toBe('wide');
  expect(drawn).toEqual([true]);
});

test('one that is wrong is put right, and so is what was right before', async () => {
  const { rerender } = await render(<Box width={200} />);
  expect(await words()).toBe('narrow');
  await rerender(<Box width={400} />);
  expect(await words()).toBe('wide');
});
