import { IconButton, SearchField, ToggleButton } from '../../ui/index.ts';
import styles from './LogView.module.css';
import type { LogSearch } from './use-log-search.ts';

function countWords({ question, isBroken, count, at }: LogSearch): string {
  if (question.text === '') return '';
  if (isBroken) return 'no such pattern';
  return count === 0 ? 'nothing found' : `${at.toLocaleString('en')} of ${count.toLocaleString('en')}`;
}

/** What to search for, and the steps from match to match: Enter to the one before, Shift+Enter to the next. */
export function LogSearchBar({ search }: { readonly search: LogSearch }) {
  const { question, ask, count, step } = search;
  const none = question.text === '' ? 'type what to search for' : 'nothing found';
  const nothing = count === 0 ? none : undefined;
  return (
    <div className={styles.bar}>
      <SearchField
        label="Search the log"
        placeholder="Search"
        value={question.text}
        onChange={(text) => ask({ text })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? 1 : -1);
        }}
      />
      <ToggleButton
        label="Match case"
        isSelected={question.caseSensitive}
        onChange={(caseSensitive) => ask({ caseSensitive })}
      >
        Aa
      </ToggleButton>
      <ToggleButton label="Regular expression" isSelected={question.regex} onChange={(regex) => ask({ regex })}>
        .*
      </ToggleButton>
      <span className={styles.count} role="status">
        {countWords(search)}
      </span>
      <IconButton label="Older match" note="Enter" icon="up" disabled={nothing} onPress={() => step(-1)} />
      <IconButton label="Newer match" note="Shift+Enter" icon="down" disabled={nothing} onPress={() => step(1)} />
    </div>
  );
}
