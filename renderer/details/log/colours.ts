/** How a style of a log is drawn: readable on light and dark, whatever colours the program thought of. */
import type { CSSProperties } from 'react';
import { type Colour, plain, type TextStyle } from './ansi.ts';

const ground = 'var(--log-background)';
const ink = 'var(--log-foreground)';

export function css(style: TextStyle): CSSProperties {
  if (style === plain) return {};
  const [front, back] = style.inverse
    ? [style.background, style.foreground ?? ink]
    : [style.foreground, style.background];
  const color = back === null ? frontOn(front, style.dim) : frontOver(front, back);
  const lines = [style.underline ? 'underline' : '', style.strike ? 'line-through' : ''].filter(Boolean).join(' ');
  return {
    ...(color === null ? {} : { color }),
    ...(back === null ? {} : { backgroundColor: paint(back) }),
    ...(style.bold ? { fontWeight: 700 } : {}),
    ...(style.italic ? { fontStyle: 'italic' } : {}),
    ...(lines === '' ? {} : { textDecorationLine: lines }),
  };
}

/** The palette's black is that of a terminal's ground, and would not be seen: the bright one is. */
function paint(colour: Colour): string {
  return typeof colour === 'number' ? `var(--ansi-${colour === 0 ? 8 : colour})` : colour;
}

function frontOn(front: Colour | null, dim: boolean): string | null {
  if (front !== null) return paint(front);
  return dim ? 'var(--text-faint)' : null;
}

/** The palette is made to be read on the ground; so what stands on one of its colours has the ground's. */
function frontOver(front: Colour | null, back: Colour): string {
  if (typeof back === 'number' || back === ink) return ground;
  return typeof front === 'string' ? front : blackOrWhite(back);
}

/** By the relative luminance of WCAG 2: over 0.179 black has the higher contrast. */
function blackOrWhite(rgb: string): string {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
