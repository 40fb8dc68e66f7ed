import type { SelinuxReport } from '../../../shared/selinux.ts';
import { selinuxReports } from '../../state/details.ts';
import { Section } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { Resource } from '../parts/Resource.tsx';
import { useResource } from '../parts/use-resource.ts';
import { ContextParts } from './ContextParts.tsx';
import { KernelLabel } from './KernelLabel.tsx';
import styles from './Selinux.module.css';

function Requested({ requested }: { readonly requested: readonly string[] }) {
  if (requested.length === 0) return <p className={styles.plain}>Nothing: the engine chose the label.</p>;
  return (
    <ul className={styles.requested}>
      {requested.map((option) => (
        <li key={option}>
          <code>{option}</code>
        </li>
      ))}
    </ul>
  );
}

function Report({ report }: { readonly report: SelinuxReport }) {
  if (!report.enabled) {
    return (
      <p className={styles.off}>
        SELinux is off on the machine where this container lives, so it has no label: namespaces, capabilities and
        seccomp alone keep it apart.
      </p>
    );
  }
  return (
    <>
      <Section title="Process label">
        {report.processLabel === '' ? (
          <p className={styles.plain}>None is configured: the container was made without a label of its own.</p>
        ) : (
          <ContextParts label={report.processLabel} name="process label" />
        )}
        {report.typeMeaning !== null && <p className={styles.meaning}>{report.typeMeaning}</p>}
      </Section>
      <Section title="What the kernel reports">
        <KernelLabel report={report} />
      </Section>
      <Section title="Mount label">
        {report.mountLabel === '' ? (
          <p className={styles.plain}>None.</p>
        ) : (
          <ContextParts label={report.mountLabel} name="mount label" />
        )}
      </Section>
      <Section title="Asked for at creation">
        <Requested requested={report.requested} />
      </Section>
    </>
  );
}

/** The labels of a container: configured, the kernel's, and what they mean. */
export function SelinuxPane({ target, summary }: PaneProps) {
  const { loaded, reload } = useResource(selinuxReports, target, summary);
  return (
    <Resource loaded={loaded} onRetry={reload} what="labels">
      {(report) => <Report report={report} />}
    </Resource>
  );
}
