/** Times as the details show them. */

const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `24 Nov 2026, 08:31:05`, in the user's own time zone. */
export function formatDate(milliseconds: number): string {
  return date.format(milliseconds);
}

/** Words of a command so that a shell would read them back as they are. */
export function quoteCommand(command: readonly string[]): string {
  return command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
