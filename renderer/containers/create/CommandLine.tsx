import { Fragment } from 'react';
import { CopyButton } from '../../ui/index.ts';
import styles from './Create.module.css';
import { commandWords } from './command-line.ts';
import type { Judged } from './form.ts';

interface CommandLineProps extends Judged {
  /** What calls the engine in a shell (`EngineSummary.command`); empty: nothing does, since it isn't Podman's. */
  readonly podman: readonly string[];
}

/**
 * What one would type instead of filling in the form; an image that is still to be named has a word in its place. For an
 * engine that no command reaches: what would make the same with Podman, named as such.
 */
export function CommandLine(props: CommandLineProps) {
  const isOther = props.podman.length === 0;
  const title = isOther ? 'The same with Podman' : 'The same as a command';
  const [fault] = [...props.faults].flatMap(([field, words]) => (field === 'image' ? [] : words));
  if (fault !== undefined) {
    return (
      <section className={styles.line} aria-label={title}>
        <p className={styles.noLine}>No command yet. {fault}</p>
      </section>
    );
  }
  const words = commandWords(isOther ? ['podman'] : props.podman, props.spec, true);
  return (
    <section className={styles.line} aria-label={title}>
      {isOther && <span className={styles.whose}>With Podman:</span>}
      <code>
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no other, and no state
          <Fragment key={index}>
            {index > 0 && ' '}
            <span>{word}</span>
          </Fragment>
        ))}
      </code>
      <CopyButton text={words.join(' ')} label="Copy the command" />
    </section>
  );
}
