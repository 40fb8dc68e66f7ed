/** Links in a terminal come from a program in a container: they are shown whole, and opened only when asked to. */

/**
 * The address as the browser would go to it: host in ASCII, everything odd percent-encoded, so that what is shown
 * can't pretend to be another.
 * @returns null for anything but a plain web address
 */
export function safeLink(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** Whether a click is meant for a link, not for selecting text. */
export function isLinkClick(event: MouseEvent): boolean {
  return event.button === 0 && (event.ctrlKey || event.metaKey);
}
