/** What can be done to the screen in front. */

import { GantryError } from '../../shared/errors.ts';
import { call } from '../bridge/index.ts';
import { tellTrouble } from '../state/sessions.ts';
import { judgePaste, type Paste } from './paste.ts';
import type { Screen } from './screen.ts';

/** @throws GantryError where the system doesn't let the clipboard be written */
export async function copySelection(screen: Screen): Promise<void> {
  const text = screen.terminal.getSelection();
  if (text === '') return;
  await navigator.clipboard.writeText(text).catch((thrown: unknown) => refused('written', thrown));
}

/**
 * Selects the line of the cursor, then one more or one less above it, so that what has been written can be copied
 * without the mouse.
 * @param by lines, up (-1) or down (1)
 */
export function selectLines({ terminal }: Screen, by: 1 | -1): void {
  const { baseY, cursorY, viewportY } = terminal.buffer.active;
  const selected = terminal.getSelectionPosition();
  const last = selected?.end.y ?? baseY + cursorY;
  const first = selected === undefined ? last : Math.max(0, selected.start.y + by);
  if (first > last) {
    terminal.clearSelection();
    return;
  }
  terminal.selectLines(first, last);
  if (first < viewportY) terminal.scrollToLine(first);
}

/** Hands an address to the browser; what stands in the way is told. */
export function openLink(url: string): void {
  void call('app.openLink', { url }).catch(tellTrouble);
}

/**
 * @param ask called instead of pasting where the user has to agree first
 * @throws GantryError where the system doesn't let the clipboard be read
 */
export async function pasteClipboard(screen: Screen, ask: (paste: Paste) => void): Promise<void> {
  const text = await navigator.clipboard.readText().catch((thrown: unknown) => refused('read', thrown));
  pasteText(screen, text, ask);
}

function refused(what: 'read' | 'written', thrown: unknown): never {
  const engineMessage = thrown instanceof Error ? thrown.message : String(thrown);
  throw new GantryError({ code: 'denied', message: `The clipboard could not be ${what}.`, engineMessage });
}

export function pasteText(screen: Screen, clipboard: string, ask: (paste: Paste) => void): void {
  const paste = judgePaste(clipboard, screen.terminal.modes.bracketedPasteMode);
  if (paste.text === '') return;
  if (paste.needsConsent) ask(paste);
  else screen.terminal.paste(paste.text);
}

/** A program that has asked for the mouse gets the right button too, unless Shift is held. */
export function wantsMouse(screen: Screen): boolean {
  return screen.terminal.modes.mouseTrackingMode !== 'none';
}
