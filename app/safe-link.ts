/** Links come from containers: a terminal's output, a log, a port. */

/** Whether a link may be given to the user's browser: a web address, without a name or password in it. */
export function isSafeLink(url: string): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  const isWeb = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  return isWeb && parsed.username === '' && parsed.password === '';
}
