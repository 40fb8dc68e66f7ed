import { type RefObject, useEffectEvent, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * What follows from an element's width, as long as it is there. It is told before it is drawn, and without a layout of
 * its own: the one that is made anyway tells it.
 * @param take from the width, pixels
 * @param guess until then: where it is right, nothing is drawn anew
 */
export function useFromWidth<T>(element: RefObject<HTMLElement | null>, take: (width: number) => T, guess: T): T {
  const [taken, setTaken] = useState(guess);
  const measure = useEffectEvent((width: number) => {
    const now = take(width);
    if (!Object.is(now, taken)) flushSync(() => setTaken(now));
  });
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return;
    const sizes = new ResizeObserver(() => measure(measured.clientWidth));
    sizes.observe(measured);
    return () => sizes.disconnect();
  }, [element]);
  return taken;
}
