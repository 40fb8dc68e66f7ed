/** The manners that every dialog has at the keys: where they go when it opens, and what Enter does. */
import { type KeyboardEvent, type RefObject, useEffect } from 'react';

/** A list's hidden double, for forms, is none. */
const fieldSelector = ':is(input, textarea, button[aria-haspopup=listbox]):not([type=hidden], [aria-hidden=true] *)';
/** On the box of {@link DialogButtons}. */
export const buttonsMark = 'data-dialog-buttons';

const isUsable = (element: HTMLElement): boolean => element.checkVisibility() && !element.matches(':disabled');

function usable(body: HTMLElement, selector: string): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>(selector)].filter(isUsable);
}

/** The first field; of radio buttons the chosen one. */
function firstField(body: HTMLElement): HTMLElement | undefined {
  const fields = usable(body, fieldSelector);
  const [first] = fields;
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') return first;
  return fields.find((field) => field.matches(`input[name="${CSS.escape(first.name)}"]:checked`)) ?? first;
}

/** Of a dialog's buttons the first keeps all as it is, the last does what the dialog is for. */
function buttonsOf(body: HTMLElement): HTMLElement[] {
  return usable(body, `[${buttonsMark}] button`);
}

/** What the dialog is for; it does nothing while it is disabled. A red one isn't pressed from afar: it has the keys first. */
function pressDefault(body: HTMLElement): void {
  const button = [...body.querySelectorAll<HTMLElement>(`[${buttonsMark}] button`)]
    .filter((button) => button.checkVisibility())
    .at(-1);
  if (button?.matches('[data-variant=danger]')) button.focus();
  else button?.click();
}

/** In these Enter has a meaning of its own. */
const ownEnter = 'button, a, input, textarea, select, [role=option], [role=menuitem], [role=row], [role=tab]';

/**
 * A click on the text of a dialog leaves the keys on the dialog itself: Enter acts as at the start, which is the button that
 * keeps all as it is where the dialog warns.
 */
function pressAnywhere(body: HTMLElement, role: 'dialog' | 'alertdialog', event: globalThis.KeyboardEvent): void {
  const { target } = event;
  if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return;
  if (!(target instanceof HTMLElement) || target.closest(ownEnter) !== null) return;
  event.preventDefault();
  if (role === 'dialog') pressDefault(body);
  else buttonsOf(body)[0]?.click();
}

const isChoice = ({ type }: HTMLInputElement): boolean => type === 'checkbox' || type === 'radio';

/** A question about what can't be taken back begins at the button that keeps all as it is. */
function begin(body: HTMLElement, role: 'dialog' | 'alertdialog'): void {
  const buttons = buttonsOf(body);
  const start = role === 'alertdialog' ? buttons[0] : (firstField(body) ?? buttons.at(-1));
  start?.focus();
  // What is filled in is there to be typed over.
  if (start instanceof HTMLInputElement) start.select();
}

/** Nothing in the dialog has the keys, or something that can't use them any more. */
function isLost(body: HTMLElement): boolean {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement)) return true;
  return activeElement.contains(body) || (body.contains(activeElement) && !isUsable(activeElement));
}

/**
 * Gives the keys to the first field, with what is filled in selected; to the default button where there is no field;
 * and to the one that keeps all as it is where the dialog warns. Again when what had them goes.
 * @returns for the body, as the keys go down to a field: Enter in any presses the default button, where the dialog warns in a text field only
 */
export function useDialogManners(
  ref: RefObject<HTMLElement | null>,
  role: 'dialog' | 'alertdialog',
): (event: KeyboardEvent) => void {
  useEffect(() => {
    const body = ref.current;
    if (body === null) return undefined;
    begin(body, role);
    let outside: Element | null = null;
    const follow = ({ target }: FocusEvent): void => {
      outside = target instanceof Element && !body.contains(target) ? target : null;
    };
    document.addEventListener('focusin', follow);
    const dialog = body.closest<HTMLElement>('[role=dialog], [role=alertdialog]');
    const press = (event: globalThis.KeyboardEvent): void => pressAnywhere(body, role, event);
    dialog?.addEventListener('keydown', press);
    const observer = new MutationObserver(() => {
      // A list that was chosen from lies outside, and gives the keys back to its field by itself.
      const comesBack = outside !== null && !outside.isConnected;
      if (isLost(body) && !comesBack) begin(body, role);
    });
    const attributeFilter = ['hidden', 'disabled'];
    observer.observe(body, { childList: true, subtree: true, attributes: true, attributeFilter });
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', follow);
      dialog?.removeEventListener('keydown', press);
    };
  }, [ref, role]);
  return (event) => {
    const { target, currentTarget } = event;
    if (event.key !== 'Enter' || !(target instanceof HTMLInputElement) || !currentTarget.contains(target)) return;
    // It ends the composing of a character.
    if (event.nativeEvent.isComposing) return;
    // In a list of which one is marked it chooses.
    if (!(currentTarget instanceof HTMLElement) || target.getAttribute('aria-activedescendant')) return;
    event.preventDefault();
    if (role === 'dialog' || !isChoice(target)) pressDefault(currentTarget);
  };
}

/** Leads to the first field that says that something is wrong with it, or with the row that it is in. */
export function focusFault(within: HTMLElement | null): void {
  within?.querySelector<HTMLElement>('input[aria-invalid=true]')?.focus();
}
