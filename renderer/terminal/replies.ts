/** What a terminal answers by itself to questions in a program's output. */

/**
 * Whether data from xterm is such an answer (cursor position, device attributes, mode and colour reports, focus).
 * A question within replayed output has been answered long ago; answering again would type into the program.
 */
export function isReply(data: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: replies are escape sequences
  return /^(?:\x1b\[[?>=]?[\d;]*(?:[cnRItxO]|\$y)|\x1b[P\]][^\x07\x1b]*(?:\x07|\x1b\\))+$/.test(data);
}
