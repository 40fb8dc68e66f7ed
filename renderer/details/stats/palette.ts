/** The plots' colours, as the page's tokens have them now: a canvas can't read CSS by itself. */
export interface Palette {
  readonly lines: readonly string[];
  readonly fills: readonly string[];
  readonly text: string;
  readonly grid: string;
  readonly font: string;
}

/** Reads the custom properties that `Stats.module.css` derives from the tokens. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    lines: [value('--plot-line-1'), value('--plot-line-2')],
    fills: [value('--plot-fill-1'), value('--plot-fill-2')],
    text: value('--plot-text'),
    grid: value('--plot-grid'),
    font: `11px ${style.fontFamily}`,
  };
}

/** Tells when the page turns light or dark: by the system, or by an attribute of the root. @returns ends it */
export function onThemeChange(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  media.addEventListener('change', listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] });
  return () => {
    media.removeEventListener('change', listener);
    observer.disconnect();
  };
}
