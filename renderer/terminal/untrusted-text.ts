/** Text that a program in a container wants us to show in the app's own parts. */

/** Controls, and the marks that turn the direction of text around or hide in it. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

const longest = 80;

/**
 * A terminal's title, fit for a tab: one line, nothing invisible, nothing that changes the reading direction.
 * @returns null where nothing is left of it
 */
export function cleanTitle(title: string): string | null {
  // Cut before it is looked at: a title may be megabytes long.
  const clean = title.slice(0, 4096).replace(hidden, ' ').replace(/\s+/gu, ' ').trim();
  const letters = [...clean];
  if (letters.length === 0) return null;
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : clean;
}
