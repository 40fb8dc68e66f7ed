import type { LabelWarning, SelinuxReport } from '../../../shared/selinux.ts';
import { useLabelWarnings } from '../../state/containers.ts';
import { selinuxReports } from '../../state/details.ts';
import { Notice, plainText, Section } from '../../ui/index.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { Resource } from '../parts/Resource.tsx';
import { useResource } from '../parts/use-resource.ts';
import { ContextParts } from './ContextParts.tsx';
import { Denials } from './Denials.tsx';
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

/** One that differs from the kernel's is told beside the kernel's. */
const titles: Readonly<Record<Exclude<LabelWarning['kind'], 'differs'>, string>> = {
  unconfined: 'SELinux does not confine it',
  'shared-categories': 'It shares its categories',
};

function Warnings({ target }: Pick<PaneProps, 'target'>) {
  const warnings = useLabelWarnings(target.engineId, target.containerId);
  const told = warnings.flatMap(({ kind, text }) => (kind === 'differs' ? [] : [{ kind, text }]));
  if (told.length === 0) return null;
  return (
    <div className={styles.warnings}>
      {told.map(({ kind, text }) => (
        <Notice key={kind} tone="warning" title={titles[kind]}>
          <p>{plainText(text)}</p>
        </Notice>
      ))}
    </div>
  );
}

interface ReportProps extends Pick<PaneProps, 'target'> {
  readonly report: SelinuxReport;
}

function Report({ report, target }: ReportProps) {
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
      <Warnings target={target} />
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
      <Denials target={target} />
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
      {(report) => <Report report={report} target={target} />}
    </Resource>
  );
}
