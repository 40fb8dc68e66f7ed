/** The window's own origin, and what comes from it. */
export const scheme = 'gantry';

/** The only origin there is. */
export const origin = `${scheme}://app`;
export const startPage = `${origin}/index.html`;

/** Whether an address is one of our own pages. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(`${origin}/`);
}

/** Whether it is our own origin that asks, which Electron writes as an address with nothing behind. */
export function isOwnOrigin(asking: string): boolean {
  return asking === origin || asking === `${origin}/`;
}

/** Whether the page may load it. No content comes from the network, so nothing needs it. */
export function isAllowedRequest(url: string): boolean {
  return isOwnPage(url) || url.startsWith('devtools:') || url.startsWith(`blob:${origin}/`);
}
