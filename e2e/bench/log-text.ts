/** The text that the throughput is measured with: lines as a program logs them, the same each time. */

/** Runs in a page, too, so it stands on its own. @returns ASCII lines, each ended by `end`, so many bytes or a line less */
export function logText(bytes: number, end: string): string {
  const words = ['listening', 'accepted', 'GET /index.html', 'closed', 'retry', 'upstream', 'flushed', 'level=info'];
  const block: string[] = [];
  let seed = 1;
  for (let line = 0; line < 1000; line += 1) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const [first, second] = [words[(seed >> 16) % words.length], words[(seed >> 20) % words.length]];
    const colour = 31 + ((seed >> 12) % 6);
    block.push(
      `2026-01-01T00:00:${String(line % 60).padStart(2, '0')}Z \u001b[${colour}m${first}\u001b[0m ${second} ${seed} ${line}${end}`,
    );
  }
  const text = block.join('');
  return text.repeat(Math.floor(bytes / text.length));
}
