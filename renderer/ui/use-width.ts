import { type RefObject, useEffectEvent, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * What follows from an element's size, as long as it is there. It is told before it is drawn, and without a layout of
 * its own: the one that is made anyway tells it.
 * @param take from the element, when its size has changed
 * @param guess until then: where it is right, nothing is drawn anew
 */
export function useFromSize<T>(
  element: RefObject<HTMLElement | null>,
  take: (measured: HTMLElement) => T,
  guess: T,
): T {
  const [taken, setTaken] = useState(guess);
  const measure = useEffectEvent((measured: HTMLElement) => {
    const now = take(measured);
    if (!Object.is(now, taken)) flushSync(() => setTaken(now));
  });
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return;
    const sizes = new ResizeObserver(() => measure(measured));
    sizes.observe(measured);
    return () => sizes.disconnect();
  }, [element]);
  return taken;
}

/**
 * The same for its width alone.
 * @param take from the width, pixels
 */
export function useFromWidth<T>(element: RefObject<HTMLElement | null>, take: (width: number) => T, guess: T): T {
  return useFromSize(element, ({ clientWidth }) => take(clientWidth), guess);
}
