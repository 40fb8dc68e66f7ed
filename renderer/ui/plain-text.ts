/** Text that comes from containers and images, made fit to be shown in the app's own parts. */

const control = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Marks that turn the direction of text around, or hide in it. */
const invisible = /[\p{Cf}\p{Co}\p{Cs}]/gu;

/** More letters than a cell could ever show. */
const longest = 2000;

/**
 * One line in which nothing is hidden: control characters become their pictures (␛), marks that turn the reading
 * direction around become �. It isn't for copying: what is copied stays as it was.
 */
export function plainText(text: string): string {
  return text
    .slice(0, longest)
    .replace(control, (sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (code < 0x20) return String.fromCodePoint(0x2400 + code);
      return code === 0x7f ? '\u2421' : '\ufffd';
    })
    .replace(invisible, '\ufffd');
}

/** The same of a text of several lines, in one: what parts them becomes a blank. */
export function plainLine(text: string): string {
  return plainText(text.slice(0, longest).replace(/\s+/g, ' '));
}

/** The same of a text of several lines, each on a line of its own, with blanks for tabs. */
export function plainLines(text: string): string {
  return text.slice(0, longest).replaceAll('\t', '  ').split(/\r?\n/).map(plainText).join('\n');
}
