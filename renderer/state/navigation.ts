/** Where the user is: the screen, what is selected, which panes are open. */
import { create } from 'zustand';

export type Screen = 'containers' | 'checkpoints' | 'engine';

interface NavigationState {
  readonly screen: Screen;
  /** Ids of the selected containers of the shown engine, in no order. */
  readonly selection: ReadonlySet<string>;
  readonly isDetailsOpen: boolean;
  /** The words by which the list of containers is filtered. */
  readonly filter: string;
  readonly dialog: 'create' | 'shortcuts' | null;
}

export const useNavigation = create<NavigationState>()(() => ({
  screen: 'containers',
  selection: new Set(),
  isDetailsOpen: true,
  filter: '',
  dialog: null,
}));

export function showScreen(screen: Screen): void {
  useNavigation.setState({ screen });
}

export function select(containerIds: Iterable<string>): void {
  useNavigation.setState({ selection: new Set(containerIds) });
}

/** Leads to a container's row, with its details. A filter would hide it. */
export function showContainer(containerId: string): void {
  const selection = new Set([containerId]);
  useNavigation.setState({ screen: 'containers', selection, isDetailsOpen: true, filter: '' });
}

export function setFilter(filter: string): void {
  useNavigation.setState({ filter });
}

export function openDialog(dialog: 'create' | 'shortcuts' | null): void {
  useNavigation.setState({ dialog });
}

export function setDetailsOpen(isDetailsOpen: boolean): void {
  useNavigation.setState({ isDetailsOpen });
}
