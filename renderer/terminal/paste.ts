/** The rules of pasting: what is in the clipboard may have been put there by somebody else. */

export interface Paste {
  /** What may be given to the terminal. */
  readonly text: string;
  /** The same as lines; an end at the end begins no other. */
  readonly lines: readonly string[];
  /** How many control characters were taken out. */
  readonly removed: number;
  /** The program takes each line as it comes. */
  readonly runsAtOnce: boolean;
  /** Ask first: it would run at once, or it isn't what was copied. */
  readonly needsConsent: boolean;
}

/** All controls but tab and line ends: with them a text could end the bracket around it and type on its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** @param bracketed the program has asked for bracketed paste, so that it sees a paste as one thing */
export function judgePaste(clipboard: string, bracketed: boolean): Paste {
  const text = clipboard.replace(controls, '');
  const lines = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  const removed = clipboard.length - text.length;
  const runsAtOnce = /[\r\n]/.test(text) && !bracketed;
  return { text, lines, removed, runsAtOnce, needsConsent: runsAtOnce || removed > 0 };
}
