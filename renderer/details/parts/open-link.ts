import { call } from '../../bridge/index.ts';

/** Opens an http(s) address in the user's browser. What the main process refuses stays closed. */
export function openLink(url: string): Promise<void> {
  return call('app.openLink', { url }).catch(() => undefined);
}
