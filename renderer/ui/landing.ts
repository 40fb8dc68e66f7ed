/**
 * Where the keys go when they'd be nowhere else: at the beginning, when a screen is chosen, and when what had them is
 * gone from the page. Parts of the window that can take them say so ({@link landing}); dialogs keep them by themselves.
 */
import { type KeyboardEvent, useEffect } from 'react';

const landings = new Set<HTMLElement>();
/** Whether the next one that appears is to take them. */
let isAwaited = false;

/** For the ref of what takes the keys: itself where it can, else by a row of its table or its first button. */
export function landing(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined;
  landings.add(element);
  if (isAwaited || isNowhere()) requestAnimationFrame(() => (isAwaited || isNowhere()) && land());
  return () => {
    landings.delete(element);
  };
}

/** Gives the keys to the first landing of the window. Where it is still to come, it gets them as it comes. */
export function land(within: Element = document.body): boolean {
  const inOrder = [...landings].sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  const places = inOrder.filter((each) => within.contains(each) && each.checkVisibility());
  const place = places.map(takerOf).find((each) => each !== null);
  if (within === document.body) isAwaited = place === undefined;
  place?.focus({ preventScroll: true });
  return place !== undefined;
}

/** A screen has been chosen by a key: its landing gets the keys when it is drawn. */
export function landSoon(): void {
  requestAnimationFrame(() => land());
}

/**
 * Gives the keys to an element that may still have to be drawn, unless they go elsewhere before it is.
 * @param selector of the element
 */
export function focusSoon(selector: string): void {
  const find = (): HTMLElement | null => document.querySelector<HTMLElement>(selector);
  const found = find();
  if (found !== null) {
    found.focus();
    return;
  }
  const observer = new MutationObserver(() => {
    const drawn = find();
    if (drawn === null) return;
    giveUp();
    drawn.focus();
  });
  const giveUp = (): void => {
    observer.disconnect();
    document.removeEventListener('focusin', giveUp);
    document.removeEventListener('pointerdown', giveUp);
  };
  document.addEventListener('focusin', giveUp);
  document.addEventListener('pointerdown', giveUp);
  observer.observe(document.body, { childList: true, subtree: true });
}

/** A dialog that is closed gives the keys back to where they were, a frame later: they are led to a landing instead. */
export function landAfterDialog(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => land()));
}

function takerOf(place: HTMLElement): HTMLElement | null {
  if (place.tabIndex >= 0) return place;
  const rowBy = (which: string) => place.querySelector<HTMLElement>(`[role=grid] [role=row][data-key]${which}`);
  // The table itself knows nothing of Enter: the row that had the keys does, or the chosen one, or the first.
  const row = rowBy('[tabindex="0"]') ?? rowBy('[aria-selected=true]') ?? rowBy('');
  return row ?? place.querySelector<HTMLElement>('[role=grid], button:enabled');
}

/** For what stands beside a list: Escape leads out of it, unless it has a meaning where the keys are. */
export const leftByEscape = { onKeyDown: leave, 'data-left-by-escape': true } as const;

/** A tooltip takes Escape for itself before anyone hears of it. It goes too when its button is left. */
function leaveTooltip({ key, target }: globalThis.KeyboardEvent): void {
  if (key !== 'Escape' || !(target instanceof Element) || target.closest('[data-left-by-escape]') === null) return;
  if (document.querySelector('[role=tooltip]') !== null) land();
}

/** Of which Escape takes away what is typed. */
const filledField = 'input:not([type=checkbox], [type=radio], [value=""])';

function leave(event: KeyboardEvent): void {
  const { target, currentTarget } = event;
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  if (!(target instanceof Element && currentTarget.contains(target)) || target.matches(filledField)) return;
  event.preventDefault();
  event.stopPropagation();
  land();
}

function isNowhere(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

const isDialogOpen = (): boolean => document.querySelector('[role=dialog], [role=alertdialog]') !== null;

/**
 * Watches over the keys while the app is shown: when the element that has them goes, the nearest landing gets them,
 * of the part of the window that it was in before any other.
 */
export function useKeysKept(): void {
  useEffect(() => {
    /** The one that has the keys lies in these, the nearest first. */
    let around: Element[] = [];
    const rescue = (): void => {
      if (!isNowhere() || isDialogOpen()) return;
      for (const part of around) if (part !== document.body && part.isConnected && land(part)) return;
      land();
    };
    const observer = new MutationObserver(() => {
      // A dialog or a menu that closes gives them back by itself where it can, a frame later.
      if (isNowhere()) requestAnimationFrame(() => requestAnimationFrame(rescue));
    });
    // Only what the element lies in: lists and terminals that draw themselves anew cost nothing.
    const watch = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return;
      observer.disconnect();
      around = [];
      for (let part = target.parentElement; part !== null; part = part.parentElement) {
        around.push(part);
        observer.observe(part, { childList: true });
      }
    };
    document.addEventListener('focusin', watch);
    window.addEventListener('keydown', leaveTooltip, { capture: true });
    return () => {
      document.removeEventListener('focusin', watch);
      window.removeEventListener('keydown', leaveTooltip, { capture: true });
      observer.disconnect();
    };
  }, []);
}
