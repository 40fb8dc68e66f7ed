/** The question that stands between a command and its doing: one at a time. */
import { create } from 'zustand';
import type { ContainerSummary } from '../../../shared/container.ts';

export interface Question {
  readonly about: 'remove' | 'rename' | 'kill' | 'stop' | 'checkpoint';
  readonly engineId: string;
  /** As they were when it was asked. */
  readonly containers: readonly ContainerSummary[];
}

export const useQuestion = create<{ readonly question: Question | null }>()(() => ({ question: null }));

export function ask(question: Question): void {
  useQuestion.setState({ question });
}

export function closeQuestion(): void {
  useQuestion.setState({ question: null });
}
