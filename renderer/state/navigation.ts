/** Where the user is: the screen, what is selected, which panes are open. */
import { create } from 'zustand';
import type { Selection } from './selection.ts';

export type Screen = 'containers' | 'checkpoints' | 'images' | 'engine';

/** The selection is that of the shown engine's containers. */
interface NavigationState extends Selection {
  readonly screen: Screen;
  readonly isDetailsOpen: boolean;
  /** The words by which the list of containers is filtered. */
  readonly filter: string;
  /** The line of the Checkpoints screen whose details are shown, by its key; null: none. */
  readonly checkpoint: string | null;
  /** What is selected on the Images screen, by id. */
  readonly images: ReadonlySet<string>;
  readonly dialog: 'create' | 'shortcuts' | null;
  /** The image that the create dialog begins with; null: none is meant. */
  readonly createOf: string | null;
}

const detailsKey = 'details.open';

export const useNavigation = create<NavigationState>()(() => ({
  screen: 'containers',
  selection: new Set(),
  activeId: null,
  anchorId: null,
  isDetailsOpen: localStorage.getItem(detailsKey) !== 'no',
  filter: '',
  checkpoint: null,
  images: new Set(),
  dialog: null,
  createOf: null,
}));

export function showScreen(screen: Screen): void {
  useNavigation.setState({ screen });
}

/** The first of them has the keys' focus. */
export function select(containerIds: readonly string[]): void {
  const first = containerIds[0] ?? null;
  useNavigation.setState({ selection: new Set(containerIds), activeId: first, anchorId: first });
}

/** Leads to a container's row, with its details. A filter would hide it. */
export function showContainer(containerId: string): void {
  useNavigation.setState({
    screen: 'containers',
    selection: new Set([containerId]),
    activeId: containerId,
    anchorId: containerId,
    isDetailsOpen: true,
    filter: '',
  });
}

export function chooseCheckpoint(checkpoint: string | null): void {
  useNavigation.setState({ checkpoint });
}

/** Leads to a checkpoint's line, with its details. */
export function showCheckpoint(checkpoint: string): void {
  useNavigation.setState({ screen: 'checkpoints', checkpoint });
}

export function chooseImages(imageIds: Iterable<string>): void {
  useNavigation.setState({ images: new Set(imageIds) });
}

export function setFilter(filter: string): void {
  useNavigation.setState({ filter });
}

export function openDialog(dialog: 'create' | 'shortcuts' | null): void {
  useNavigation.setState({ dialog, createOf: null });
}

/** @param image what the container shall be made of */
export function openCreate(image: string): void {
  useNavigation.setState({ dialog: 'create', createOf: image });
}

export function setDetailsOpen(isDetailsOpen: boolean): void {
  localStorage.setItem(detailsKey, isDetailsOpen ? 'yes' : 'no');
  useNavigation.setState({ isDetailsOpen });
}
