import type { ContainerSummary } from '../../../shared/container.ts';
import type { ContainerTarget } from '../../state/details.ts';

/** What every tab gets: which container, and its row as the engine's events keep it. */
export interface PaneProps {
  readonly target: ContainerTarget;
  readonly summary: ContainerSummary;
}
