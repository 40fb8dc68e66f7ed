/**
 * What of the log is selected. Only the rows in view are in the page, so the selection is kept as lines and offsets,
 * and the text is put together from the kept lines.
 */

import { indexFrom } from './line-index.ts';
import type { KeptLine } from './log-buffer.ts';

export interface Point {
  readonly lineId: number;
  /** UTF-16 units from the beginning of its text. */
  readonly offset: number;
}

export interface LogSelection {
  readonly from: Point;
  readonly to: Point;
}

/** Reads the page's selection. @returns null where it isn't (wholly) in the log, or is empty, or no log is there */
export function readSelection(root: HTMLElement | null): LogSelection | null {
  const selection = document.getSelection();
  if (root === null || selection === null || selection.isCollapsed) return null;
  const { anchorNode, focusNode } = selection;
  if (anchorNode === null || focusNode === null) return null;
  const anchor = pointAt(root, anchorNode, selection.anchorOffset);
  const focus = pointAt(root, focusNode, selection.focusOffset);
  if (anchor === null || focus === null) return null;
  const forwards = anchor.lineId < focus.lineId || (anchor.lineId === focus.lineId && anchor.offset <= focus.offset);
  return forwards ? { from: anchor, to: focus } : { from: focus, to: anchor };
}

function pointAt(root: HTMLElement, node: Node, offset: number): Point | null {
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest<HTMLElement>('[data-line-id]') ?? null;
  if (row === null || !root.contains(row)) return null;
  const lineId = Number(row.dataset.lineId);
  const text = row.querySelector('[data-text]');
  if (text === null) return null;
  if (!text.contains(node)) {
    const before = text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    return { lineId, offset: before ? 0 : (text.textContent?.length ?? 0) };
  }
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, offset);
  return { lineId, offset: range.toString().length };
}

/** @param selection null: all lines. @param withTimes puts each line's time before it */
export function selectedText(lines: readonly KeptLine[], selection: LogSelection | null, withTimes: boolean): string {
  const { from, to } = selection ?? {
    from: { lineId: 0, offset: 0 },
    to: { lineId: Number.POSITIVE_INFINITY, offset: Number.POSITIVE_INFINITY },
  };
  const pieces: string[] = [];
  for (let index = indexFrom(lines, from.lineId); index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.id > to.lineId) break;
    const start = line.id === from.lineId ? from.offset : 0;
    const end = line.id === to.lineId ? to.offset : line.text.length;
    pieces.push((withTimes && line.time !== null ? `${line.time} ` : '') + line.text.slice(start, end));
  }
  return pieces.join('\n');
}
