import type { ContainerSpec } from '../../../shared/container.ts';
import { CopyButton } from '../../ui/index.ts';
import styles from './Create.module.css';
import { commandLine } from './command-line.ts';

/** What one would type instead of filling in the form. */
export function CommandLine(props: { readonly podman: readonly string[]; readonly spec: ContainerSpec }) {
  const line = commandLine(props.podman, props.spec, true);
  return (
    <section className={styles.line} aria-label="The same as a command">
      <code>{line}</code>
      <CopyButton text={line} label="Copy the command" />
    </section>
  );
}
