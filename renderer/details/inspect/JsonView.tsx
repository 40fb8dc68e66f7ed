import { useMemo } from 'react';
import { CopyButton } from '../../ui/index.ts';
import styles from './Inspect.module.css';
import { type Json, jsonText } from './json-tree.ts';
import { Marked } from './TreeRow.tsx';

/** The answer as JSON, with what is searched for marked. */
export function JsonView({ value, words }: { readonly value: Json; readonly words: string }) {
  const text = useMemo(() => jsonText(value, 2), [value]);
  return (
    <div className={styles.jsonPlace}>
      {/* It scrolls, with the keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={styles.json} aria-label="The engine’s answer as JSON" tabIndex={0}>
        <pre>
          <Marked text={text} words={words} />
        </pre>
      </section>
      <footer className={styles.nodeBar}>
        <span className={styles.path}>{text.split('\n').length.toLocaleString('en')} lines</span>
        <CopyButton text={text} label="Copy the JSON" shown="JSON" />
      </footer>
    </div>
  );
}
