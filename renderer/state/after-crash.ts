/** Whether this page was loaded since the one before has crashed: its address tells. */
import { afterCrash } from '../../shared/channels.ts';

export function isAfterCrash(): boolean {
  return new URLSearchParams(location.search).has(afterCrash);
}
