/**
 * What draws the cells: WebGL on a graphics card, else the DOM. Without a card WebGL is emulated on the processor, and
 * then it halves the throughput and doubles the time until a key is seen (measured on two cores: 12–18 MB/s and 33 ms
 * against 30–37 MB/s and 17 ms of the DOM).
 */
import { WebglAddon } from '@xterm/addon-webgl';
import type { IDisposable, Terminal } from '@xterm/xterm';

/** What calls itself so draws on the processor. Chromium doesn't always count that as a caveat. */
export function isEmulated(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}

let hasCard: boolean | undefined;

/** Asked once: making a context to find out takes time. */
export function hasGraphicsCard(): boolean {
  hasCard ??= probe();
  return hasCard;
}

function probe(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (context === null) return false;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = info === null ? '' : context.getParameter(info.UNMASKED_RENDERER_WEBGL);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !isEmulated(String(name));
}

/** Draws with the card where there is one; goes back to the DOM when the card is lost. Null: the DOM draws. */
export function drawWithCard(terminal: Terminal): IDisposable | null {
  if (!hasGraphicsCard()) return null;
  const addon = new WebglAddon();
  addon.onContextLoss(() => addon.dispose());
  try {
    terminal.loadAddon(addon);
  } catch {
    addon.dispose();
    return null;
  }
  return addon;
}
