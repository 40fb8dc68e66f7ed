import type { Denial, DenialReport } from '../../../shared/selinux.ts';
import { denialReports } from '../../state/details.ts';
import { Button, formatTime, plainText, Section } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { Resource } from '../parts/Resource.tsx';
import { useResource } from '../parts/use-resource.ts';
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
      {who(denial)} {permissive ? 'would have been refused' : 'was refused'} <strong>{permissions.join(', ')}</strong>{' '}
      on a {plainText(targetClass)}
      {target !== null && (
        <>
          : <code>{plainText(target)}</code>
        </>
      )}
      {permissive && ' (SELinux was permissive)'}
      <span className={styles.labels}>
        <code>{plainText(sourceLabel)}</code> → <code>{plainText(targetLabel)}</code>
      </span>
    </li>
  );
}

function Told({ report }: { readonly report: DenialReport }) {
  const { denials, since, missing } = report;
  return (
    <>
      {denials.length === 0 && since !== null && (
        <p className={styles.plain}>None in what was read of this machine’s logs, back to {formatTime(since)}.</p>
      )}
      {denials.length === 0 && since === null && missing === null && (
        <p className={styles.plain}>None: this machine’s logs tell of none at all.</p>
      )}
      {denials.length > 0 && (
        <ul className={styles.denials}>
          {denials.map((denial) => (
            <Item key={keyOf(denial)} denial={denial} />
          ))}
        </ul>
      )}
      {missing !== null && <p className={styles.plain}>More may have been refused than is known here. {missing}</p>}
    </>
  );
}

/** What the policy has refused the container. The logs tell nothing by themselves: they are read when this is shown, and when asked. */
export function Denials({ target }: Pick<PaneProps, 'target'>) {
  const { loaded, reload } = useResource(denialReports, target, null);
  return (
    <Section title="Denials" aside={<Button onPress={reload}>Refresh</Button>}>
      <Resource loaded={loaded} onRetry={reload} what="denials">
        {(report) => <Told report={report} />}
      </Resource>
    </Section>
  );
}

function keyOf({ event, permissions, target, targetLabel }: Denial): string {
  return [event, permissions.join(), target, targetLabel].join(' ');
}
