/** The question that stands between a command and its doing: one at a time. */
import { create } from 'zustand';
import type { ContainerSummary } from '../../../shared/container.ts';
import type { Found } from './find-frozen.ts';

interface Asked {
  readonly engineId: string;
  /** As they were when it was asked. */
  readonly containers: readonly ContainerSummary[];
}

/** A start or a restart of containers of which some are frozen, or may be. */
export interface AfreshQuestion extends Asked {
  readonly about: 'start' | 'restart';
  readonly found: Found;
}

export type Question =
  | (Asked & { readonly about: 'remove' | 'rename' | 'kill' | 'stop' | 'freeze' | 'restore' })
  | AfreshQuestion;

export const useQuestion = create<{ readonly question: Question | null }>()(() => ({ question: null }));

export function ask(question: Question): void {
  useQuestion.setState({ question });
}

export function closeQuestion(): void {
  useQuestion.setState({ question: null });
}
