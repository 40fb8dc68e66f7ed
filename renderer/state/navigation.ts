/** Where the user is: the screen, what is selected, which panes are open. */
import { create } from 'zustand';

export type Screen = 'containers' | 'checkpoints' | 'engine';

interface NavigationState {
  readonly screen: Screen;
  /** Ids of the selected containers of the shown engine, in no order. */
  readonly selection: ReadonlySet<string>;
  readonly isDetailsOpen: boolean;
}

export const useNavigation = create<NavigationState>()(() => ({
  screen: 'containers',
  selection: new Set(),
  isDetailsOpen: true,
}));

export function showScreen(screen: Screen): void {
  useNavigation.setState({ screen });
}

export function select(containerIds: Iterable<string>): void {
  useNavigation.setState({ selection: new Set(containerIds) });
}

/** Leads to a container's row, with its details. */
export function showContainer(containerId: string): void {
  useNavigation.setState({ screen: 'containers', selection: new Set([containerId]), isDetailsOpen: true });
}

export function setDetailsOpen(isDetailsOpen: boolean): void {
  useNavigation.setState({ isDetailsOpen });
}
