import { useEffect, useState } from 'react';

/** False in the first picture of what uses it, true in the next but one: for what may come a moment later. */
export function useDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    // A frame's callbacks run before it is drawn, so those of the next one run after.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setDrawn(true));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return isDrawn;
}
