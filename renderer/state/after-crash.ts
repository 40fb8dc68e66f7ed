/** Whether this page is not the first of the window, and why: after a crash its address tells. */
import { afterCrash } from '../../shared/channels.ts';

/** Whether the user has had the window loaded again, or the page itself has. */
export function isReloaded(): boolean {
  return performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'reload');
}

export function isAfterCrash(): boolean {
  return new URLSearchParams(location.search).has(afterCrash);
}
