/** The search in a log: what is asked for, where it is found, and which match it stands at. */
import { useDeferredValue, useMemo, useState } from 'react';
import { indexFrom } from './line-index.ts';
import type { KeptLine } from './log-buffer.ts';
import { type LogQuestion, type Matcher, matcher as matcherOf, RunningSearch } from './log-search.ts';

export interface LogSearch {
  readonly question: LogQuestion;
  /** Changes part of what is asked for, and goes to the newest match. */
  ask(change: Partial<LogQuestion>): void;
  /** The regular expression is none. */
  readonly isBroken: boolean;
  readonly matcher: Matcher | null;
  /** How many lines match. */
  readonly count: number;
  /** Which of them it stands at, from 1; 0: none. */
  readonly at: number;
  /** Where it stands; another object for each time that it went there. Null: nowhere. */
  readonly goal: Goal | null;
  /** To the match before (-1) or after (1), round the ends. */
  step(by: 1 | -1): void;
}

export interface Goal {
  readonly lineId: number;
}

const nothing: LogQuestion = { text: '', caseSensitive: false, regex: false };

/** @param onGo it goes to a match */
export function useLogSearch(lines: readonly KeptLine[], onGo: () => void): LogSearch {
  const [question, setQuestion] = useState(nothing);
  const [goal, setGoal] = useState<Goal | null>(null);
  // A hundred thousand lines take longer than the time between two keys.
  const asked = useDeferredValue(question);
  const made = useMemo(() => matcherOf(asked), [asked]);
  const matcher = made === 'broken' ? null : made;
  const running = useMemo(() => (matcher === null ? null : new RunningSearch(matcher)), [matcher]);
  const matches = running?.in(lines) ?? [];
  // A line that had to go gives way to the next one.
  const index = goal === null ? -1 : Math.min(indexFrom(matches, goal.lineId), matches.length - 1);

  const newest = matches.at(-1);
  if (goal === null && newest !== undefined && asked === question) setGoal({ lineId: newest.id });

  function ask(change: Partial<LogQuestion>): void {
    const next = { ...question, ...change };
    setQuestion(next);
    setGoal(null);
    if (next.text !== '') onGo();
  }

  function step(by: 1 | -1): void {
    const to = matches[(index + by + matches.length) % matches.length];
    if (to === undefined) return;
    setGoal({ lineId: to.id });
    onGo();
  }

  return { question, ask, isBroken: made === 'broken', matcher, count: matches.length, at: index + 1, goal, step };
}
