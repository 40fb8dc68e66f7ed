/**
 * Colours in log lines. Only SGR sequences (ECMA-48 8.3.117) mean anything here; every other sequence is taken out,
 * and what is left of controls is made visible, so that a log can neither move a cursor nor hide what it says.
 */

/** A colour of the palette by its number, 0–15, or `rgb(…)`. */
export type Colour = number | string;

export interface TextStyle {
  readonly foreground: Colour | null;
  readonly background: Colour | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly strike: boolean;
}

export const plain: TextStyle = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strike: false,
};

/** A stretch of a line in one style; what lies between is plain. Offsets count UTF-16 units of the clean text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly style: TextStyle;
}

export interface StyledText {
  readonly text: string;
  readonly spans: readonly Span[];
  /** In force at its end: the next line of the same stream begins with it. */
  readonly style: TextStyle;
}

const none: readonly Span[] = [];

/** CSI, then strings (OSC, DCS, SOS, PM, APC) with or without their end, then the two- and three-letter ones. */
const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences consist of them
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finds out whether there is anything to do
const suspicious = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const suspiciousAll = new RegExp(suspicious, 'g');

/** @param style in force at its beginning */
export function parseAnsi(line: string, style: TextStyle = plain): StyledText {
  const raw = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (!suspicious.test(raw)) {
    return { text: raw, spans: style === plain ? none : span(0, raw.length, style), style };
  }
  const spans: Span[] = [];
  let text = '';
  let current = style;
  let last = 0;
  const take = (piece: string): void => {
    const start = text.length;
    text += piece.replace(suspiciousAll, showControl);
    if (current !== plain && text.length > start) spans.push({ start, end: text.length, style: current });
  };
  for (const match of raw.matchAll(sequence)) {
    take(raw.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[2] === 'm') current = applySgr(current, match[1] ?? '');
  }
  take(raw.slice(last));
  return { text, spans, style: current };
}

function span(start: number, end: number, style: TextStyle): readonly Span[] {
  return end > start ? [{ start, end, style }] : none;
}

/** C0 controls by their pictures (U+2400…), others by number. */
function showControl(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `⟨${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function applySgr(style: TextStyle, parameters: string): TextStyle {
  if (!/^[\d;:]*$/.test(parameters)) return style;
  const codes = parameters.split(/[;:]/).map(Number);
  let result = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, used] = extendedColour(codes.slice(index + 1), parameters.includes(':'));
      index += used;
      if (colour !== null) result = { ...result, [code === 38 ? 'foreground' : 'background']: colour };
    } else result = applyCode(result, code);
  }
  return isPlain(result) ? plain : result;
}

const switches: Readonly<Record<number, Partial<TextStyle>>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
  39: { foreground: null },
  49: { background: null },
};

function applyCode(style: TextStyle, code: number): TextStyle {
  if (code === 0) return plain;
  if (code >= 30 && code <= 37) return { ...style, foreground: code - 30 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 90 && code <= 97) return { ...style, foreground: code - 82 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  const change = switches[code];
  return change === undefined ? style : { ...style, ...change };
}

/** `5;n` and `2;r;g;b`; with colons also `2:space:r:g:b`. @returns the colour, and how many numbers it took */
function extendedColour(codes: readonly number[], colons: boolean): readonly [Colour | null, number] {
  const [kind, ...rest] = codes;
  if (kind === 5) return [paletteColour(rest[0] ?? 0), 2];
  if (kind !== 2) return [null, codes.length];
  const skip = colons && rest.length >= 4 ? 1 : 0;
  const [red = 0, green = 0, blue = 0] = rest.slice(skip);
  if (red > 255 || green > 255 || blue > 255) return [null, 4 + skip];
  return [`rgb(${red} ${green} ${blue})`, 4 + skip];
}

function paletteColour(index: number): Colour | null {
  if (index < 16) return index;
  if (index > 255) return null;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

function isPlain(style: TextStyle): boolean {
  return Object.values(style).every((value) => value === null || value === false);
}
