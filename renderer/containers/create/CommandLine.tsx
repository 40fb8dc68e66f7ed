import { CopyButton } from '../../ui/index.ts';
import styles from './Create.module.css';
import { commandLine } from './command-line.ts';
import type { Judged } from './form.ts';

interface CommandLineProps extends Judged {
  readonly podman: readonly string[];
}

/** What one would type instead of filling in the form; an image that is still to be named has a word in its place. */
export function CommandLine(props: CommandLineProps) {
  const [fault] = [...props.faults].flatMap(([field, words]) => (field === 'image' ? [] : words));
  if (fault !== undefined) {
    return (
      <section className={styles.line} aria-label="The same as a command">
        <p className={styles.noLine}>No command yet. {fault}</p>
      </section>
    );
  }
  const line = commandLine(props.podman, props.spec, true);
  return (
    <section className={styles.line} aria-label="The same as a command">
      <code>{line}</code>
      <CopyButton text={line} label="Copy the command" />
    </section>
  );
}
