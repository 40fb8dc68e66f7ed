import { Button, IconButton, SearchField } from '../../ui/index.ts';
import styles from './Inspect.module.css';

export type InspectView = 'tree' | 'json';

function countWords(matches: number, at: number): string {
  if (matches === 0) return 'nothing found';
  return at < 0 ? `${matches} found` : `${at + 1} of ${matches}`;
}

/** Search, and the choice between the tree and JSON. */
export function InspectBar(props: {
  readonly view: InspectView;
  readonly onViewChange: (view: InspectView) => void;
  readonly words: string;
  readonly onWordsChange: (words: string) => void;
  readonly matches: number;
  /** Which of them has the keyboard, from 0; -1: none. */
  readonly at: number;
  readonly onStep: (by: 1 | -1) => void;
}) {
  const { view, onViewChange, words, onWordsChange, matches, at, onStep } = props;
  const isSearching = words.trim() !== '';
  const none = isSearching ? 'nothing found' : 'type what to search for';
  const nothing = matches === 0 ? none : undefined;
  return (
    <div className={styles.bar}>
      <SearchField
        label="Search the answer"
        placeholder="Name, value, path"
        value={words}
        onChange={onWordsChange}
        onSubmit={() => onStep(1)}
      />
      <span className={styles.count} role="status">
        {isSearching && countWords(matches, at)}
      </span>
      <IconButton label="Match before" icon="up" disabled={nothing} onPress={() => onStep(-1)} />
      <IconButton label="Next match" icon="down" disabled={nothing} onPress={() => onStep(1)} />
      <Button onPress={() => onViewChange(view === 'tree' ? 'json' : 'tree')}>
        {view === 'tree' ? 'JSON' : 'Tree'}
      </Button>
    </div>
  );
}
