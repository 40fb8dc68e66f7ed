import type { KeyboardEvent } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { aim, destination, pick, toggle } from '../../state/selection.ts';
import type { MenuPlace } from '../../ui/index.ts';
import { rowId } from './ContainerRow.tsx';

interface GridKeys {
  readonly order: readonly string[];
  /** How many rows are seen at once. */
  readonly pageRows: () => number;
  /** @param keys as the list of keys names them, such as `Shift+F5` */
  readonly onKey: (keys: string) => boolean;
  readonly onMenu: (place: MenuPlace) => void;
}

/** Moving and selecting by keys, as in the lists of the desktop. */
export function useGridKeys({ order, pageRows, onKey, onMenu }: GridKeys): (event: KeyboardEvent) => void {
  const move = (event: KeyboardEvent): boolean => {
    const state = useNavigation.getState();
    const to = destination(order, state.activeId, event.key, pageRows());
    if (to === null) return false;
    const justMoves = event.ctrlKey && !event.shiftKey;
    if (justMoves) useNavigation.setState({ activeId: to });
    else useNavigation.setState(pick(order, state, to, { extend: event.shiftKey, add: event.ctrlKey }));
    return true;
  };

  const change = (event: KeyboardEvent): boolean => {
    const state = useNavigation.getState();
    if (event.key === ' ' && state.activeId !== null) {
      useNavigation.setState(toggle(state, state.activeId));
      return true;
    }
    if (event.key.toLowerCase() === 'a' && event.ctrlKey && !event.shiftKey) {
      useNavigation.setState({ selection: new Set(order) });
      return true;
    }
    if (event.key === 'Escape' && state.selection.size > 0) {
      useNavigation.setState({ selection: new Set(), anchorId: null });
      return true;
    }
    return false;
  };

  const menu = (event: KeyboardEvent): boolean => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false;
    const state = useNavigation.getState();
    const { activeId } = state;
    const box = activeId === null ? undefined : document.getElementById(rowId(activeId))?.getBoundingClientRect();
    if (activeId === null || box === undefined) return false;
    useNavigation.setState(aim(state, activeId));
    onMenu({ x: box.left + 40, y: Math.min(box.top, window.innerHeight - 8) + 24 });
    return true;
  };

  return (event) => {
    // Keys of a control inside of a row, or of the head, are its own.
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    if (!(move(event) || change(event) || menu(event) || onKey(nameOf(event)))) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** A key with its modifiers, in the words of the list of keys. */
function nameOf({ key, ctrlKey, shiftKey }: KeyboardEvent): string {
  const plain = key === 'Delete' ? 'Del' : key.length === 1 ? key.toUpperCase() : key;
  return `${ctrlKey ? 'Ctrl+' : ''}${shiftKey ? 'Shift+' : ''}${plain}`;
}
