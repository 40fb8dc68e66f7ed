import type { Denial, SelinuxReport } from '../../../shared/selinux.ts';
import { Button, formatTime, plainText, Section } from '../../ui/index.ts';
import styles from './Selinux.module.css';

function who({ command, pid }: Denial): string {
  const name = command === null ? 'A process' : plainText(command);
  return pid === null ? name : `${name} (${pid})`;
}

function Item({ denial }: { readonly denial: Denial }) {
  const { at, permissions, target, targetClass, sourceLabel, targetLabel, permissive } = denial;
  return (
    <li>
      <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time>
      {permissive && <span className={styles.permissive}>allowed, only written down</span>}
      {who(denial)} was refused <strong>{permissions.join(', ')}</strong> on a {plainText(targetClass)}
      {target !== null && (
        <>
          : <code>{plainText(target)}</code>
        </>
      )}
      <span className={styles.labels}>
        <code>{plainText(sourceLabel)}</code> → <code>{plainText(targetLabel)}</code>
      </span>
    </li>
  );
}

/** What the policy has refused the container, as the machine's logs tell it. They tell nothing by themselves: it is asked. */
export function Denials({ report, onReload }: { readonly report: SelinuxReport; readonly onReload: () => void }) {
  const { denials, denialsMissing } = report;
  return (
    <Section title="Denials" aside={denialsMissing === null && <Button onPress={onReload}>Refresh</Button>}>
      {denialsMissing !== null && <p className={styles.plain}>Not known. {denialsMissing}</p>}
      {denialsMissing === null && denials.length === 0 && (
        <p className={styles.plain}>None: the machine’s logs tell of nothing that the policy has refused it.</p>
      )}
      {denials.length > 0 && (
        <ul className={styles.denials}>
          {denials.map((denial) => (
            <Item key={keyOf(denial)} denial={denial} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function keyOf({ at, permissions, target, targetLabel, pid }: Denial): string {
  return [at, pid, permissions.join(), target, targetLabel].join(' ');
}
