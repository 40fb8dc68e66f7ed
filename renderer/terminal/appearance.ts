/** Colours and font of terminals, taken from the style's tokens, so that they follow light and dark. */
import type { ITheme } from '@xterm/xterm';

const names = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

/** Reads a custom property as it is in force on the element; empty where there is none. */
function token(style: CSSStyleDeclaration, name: string): string {
  return style.getPropertyValue(name).trim();
}

/**
 * @param element lies within the terminal pane, which defines the colours
 * @param searches the selection is what the search has found
 */
export function readTheme(element: Element, searches = false): ITheme {
  const style = getComputedStyle(element);
  const theme: ITheme = {
    foreground: token(style, '--terminal-foreground'),
    background: token(style, '--terminal-background'),
    cursor: token(style, '--terminal-cursor'),
    cursorAccent: token(style, '--terminal-background'),
    selectionBackground: token(style, '--terminal-selection'),
    selectionInactiveBackground: token(style, searches ? '--terminal-match-active' : '--terminal-selection-inactive'),
    scrollbarSliderBackground: token(style, '--terminal-scrollbar'),
    scrollbarSliderHoverBackground: token(style, '--terminal-scrollbar-hover'),
    scrollbarSliderActiveBackground: token(style, '--terminal-scrollbar-hover'),
  };
  for (const [index, name] of names.entries()) theme[name] = token(style, `--ansi-${index}`);
  return theme;
}

export interface SearchColours {
  readonly match: string;
  readonly activeMatch: string;
}

export function readSearchColours(element: Element): SearchColours {
  const style = getComputedStyle(element);
  return { match: token(style, '--terminal-match'), activeMatch: token(style, '--terminal-match-active') };
}

export function readFont(element: Element): string {
  return getComputedStyle(element).fontFamily;
}

/** Calls back when the system turns light or dark, or the page is told to. */
export function onSchemeChange(listener: () => void, signal: AbortSignal): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener, { signal });
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme', 'style'] });
  signal.addEventListener('abort', () => observer.disconnect());
}
