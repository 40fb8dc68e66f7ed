import { IconButton, SearchField, ToggleButton } from '../ui/index.ts';
import type { Screen } from './screen.ts';
import styles from './TerminalPane.module.css';
import { type TerminalSearch, useTerminalSearch } from './use-terminal-search.ts';

export interface TerminalSearchBarProps {
  readonly screen: Screen;
  onClose(): void;
}

const barId = 'terminal-search';

/** Back into its field, when it is open already. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>(`#${barId} input`)?.select();
}

/** Searches what the terminal in front has kept; begins at the newest. */
export function TerminalSearchBar({ screen, onClose }: TerminalSearchBarProps) {
  const search = useTerminalSearch(screen, onClose);
  const { text, caseSensitive, regex, isBroken } = search;
  return (
    <search id={barId} className={styles.search} aria-label="Search in the terminal">
      {/* Before the field, to which Escape means to empty it. */}
      <span className={styles.field} onKeyDownCapture={search.onKeyDown}>
        <SearchField
          label="Search in the terminal"
          placeholder="Search"
          value={text}
          onChange={search.setText}
          isInvalid={isBroken}
          autoFocus
        />
      </span>
      <span className={styles.tools}>
        <ToggleButton label="Match case" isSelected={caseSensitive} onChange={search.setCaseSensitive}>
          Aa
        </ToggleButton>
        <ToggleButton label="Regular expression" isSelected={regex} onChange={search.setRegex}>
          .*
        </ToggleButton>
        <span className={styles.found} role="status" data-failed={isBroken || undefined}>
          {foundWords(search)}
        </span>
        <IconButton label="Older match" note="Enter" icon="up" onPress={() => search.find(-1)} />
        <IconButton label="Newer match" note="Shift+Enter" icon="down" onPress={() => search.find(1)} />
        <IconButton label="End the search" note="Esc" icon="close" onPress={onClose} />
      </span>
    </search>
  );
}

function foundWords({ text, isBroken, results: { at, count } }: TerminalSearch): string {
  if (text === '') return '';
  if (isBroken) return 'Invalid pattern';
  if (count === 0) return 'Nothing found';
  // Beyond its limit the search counts on but doesn't know where it stands.
  return at === 0 ? `${count} found` : `${at} of ${count}`;
}
