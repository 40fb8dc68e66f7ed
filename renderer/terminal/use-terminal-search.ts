import type { ISearchOptions } from '@xterm/addon-search';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { readSearchColours } from './appearance.ts';
import type { Screen } from './screen.ts';

/** What the search has found: which one it stands at (from 1; 0: none) of how many. */
interface Results {
  readonly at: number;
  readonly count: number;
}

export interface TerminalSearch {
  readonly text: string;
  readonly caseSensitive: boolean;
  readonly regex: boolean;
  readonly isBroken: boolean;
  readonly results: Results;
  setText(text: string): void;
  setCaseSensitive(on: boolean): void;
  setRegex(on: boolean): void;
  find(step: 1 | -1): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Searches a screen while it is asked to; leaves no marks behind. */
export function useTerminalSearch(screen: Screen | null, onClose: () => void): TerminalSearch {
  const [text, setText] = useState('');
  const [caseSensitive, setCaseSensitive] = useState(false);
  const [regex, setRegex] = useState(false);
  const [results, setResults] = useState<Results>({ at: 0, count: 0 });
  const isBroken = regex && !isPattern(text);
  const ask = useRef<(step: 1 | -1, incremental: boolean) => void>(() => undefined);
  ask.current = (step, incremental) => {
    if (screen === null) return;
    if (text === '' || isBroken) {
      screen.search.clearDecorations();
      screen.terminal.clearSelection();
      setResults({ at: 0, count: 0 });
      return;
    }
    const options = { caseSensitive, regex, incremental, decorations: decorations(screen.element) };
    if (step === 1) screen.search.findNext(text, options);
    else screen.search.findPrevious(text, options);
  };

  useEffect(() => {
    if (screen === null) return;
    screen.searches = true;
    const listening = screen.search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setResults({ at: resultIndex + 1, count: resultCount }),
    );
    return () => {
      listening.dispose();
      screen.searches = false;
      screen.search.clearDecorations();
    };
  }, [screen]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them asks anew
  useEffect(() => {
    // The addon marks all anew for another text, but not for other options.
    screen?.search.clearDecorations();
    ask.current(-1, true);
  }, [text, caseSensitive, regex, screen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') ask.current(event.shiftKey ? 1 : -1, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    ...{ text, caseSensitive, regex, isBroken, results, setText, setCaseSensitive, setRegex, onKeyDown },
    find: (step) => ask.current(step, false),
  };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function decorations(element: Element): NonNullable<ISearchOptions['decorations']> {
  const { match, activeMatch } = readSearchColours(element);
  return {
    matchBackground: match,
    matchOverviewRuler: match,
    activeMatchBackground: activeMatch,
    activeMatchColorOverviewRuler: activeMatch,
  };
}
