import { useEffect, useState } from 'react';
import { durationLasts, formatDuration } from './format.ts';

/**
 * How long ago something was, as a text that keeps itself true: a timer runs only while the window is seen, and only
 * as often as the text changes.
 * @param since milliseconds since 1970
 */
export function useAge(since: number): string {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      clearTimeout(timer);
      if (document.hidden) return;
      const current = Date.now();
      setNow(current);
      timer = setTimeout(follow, durationLasts(Math.max(0, current - since)) + 10);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', follow);
    };
  }, [since]);
  return formatDuration(now - since);
}
