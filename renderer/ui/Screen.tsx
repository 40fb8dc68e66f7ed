import type { ReactNode } from 'react';
import { SearchField } from './Fields.tsx';
import styles from './Screen.module.css';

interface ScreenProps {
  readonly title: string;
  /** Whether the bar begins with the title; where it begins with a filter, only who can't see is told. */
  readonly isTitleSeen?: boolean;
  /** The bar's beginning. */
  readonly filter?: ReactNode;
  /** The bar's end. */
  readonly commands: ReactNode;
  readonly children: ReactNode;
}

/** One of the window's screens: a bar, and below it what it is about. */
export function Screen({ title, isTitleSeen = false, filter, commands, children }: ScreenProps) {
  return (
    <div className={styles.screen}>
      {isTitleSeen ? null : <h1 className={styles.heard}>{title}</h1>}
      <div className={styles.bar}>
        {isTitleSeen ? <h1>{title}</h1> : null}
        {filter}
        <span className={styles.gap} />
        {commands}
      </div>
      {children}
    </div>
  );
}

/** Over a screen's table: what can't be done, what has failed, what is under way. Nothing of it takes no room. */
export function ScreenNotices({ children }: { readonly children: ReactNode }) {
  return <div className={styles.notices}>{children}</div>;
}

interface ScreenFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly words: string;
  onChange(words: string): void;
  /** To the list that is filtered. */
  onLeave(): void;
  /** How many rows are left. */
  readonly shown: number;
}

/** The filter of a screen's list, and how many rows it leaves: a figure, so that the filter keeps its width. */
export function ScreenFilter({ label, placeholder, words, onChange, onLeave, shown }: ScreenFilterProps) {
  return (
    <>
      <SearchField
        label={label}
        placeholder={placeholder}
        value={words}
        onChange={onChange}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onLeave();
        }}
      />
      <span className={styles.count} role="status">
        {shown}
        {words.trim() !== '' && <span className={styles.heard}> found</span>}
      </span>
    </>
  );
}
