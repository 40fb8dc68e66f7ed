import { type LabelWarning, parseContext } from '../../../shared/selinux.ts';
import { useLabels, useLabelWarnings } from '../../state/containers.ts';
import { cx, Icon, plainText } from '../../ui/index.ts';
import shared from '../../ui/Table.module.css';
import { Cell } from './Cell.tsx';
import styles from './ContainerTable.module.css';

/** The type of the process label; the tooltip has the whole of it. */
export function SelinuxCell(props: { readonly engineId: string; readonly containerId: string }) {
  const labels = useLabels(props.engineId, props.containerId);
  const warnings = useLabelWarnings(props.engineId, props.containerId);
  if (labels === null) {
    return (
      <Cell title="The label is being asked for">
        <span className={styles.awaited} />
      </Cell>
    );
  }
  const { processLabel } = labels;
  const context = parseContext(processLabel);
  if (processLabel === '') {
    return (
      <Cell title="No label: made with label=disable">
        <span className={styles.quiet}>none</span>
        <Warning warnings={warnings} />
      </Cell>
    );
  }
  return (
    <Cell title={plainText(processLabel)}>
      <span className={cx(shared.cut, styles.type)}>{plainText(context?.type ?? processLabel)}</span>
      <Warning warnings={warnings} />
    </Cell>
  );
}

/** The SELinux tab has the same words. */
function Warning({ warnings }: { readonly warnings: readonly LabelWarning[] }) {
  if (warnings.length === 0) return null;
  const words = warnings.map(({ text }) => plainText(text)).join('\n');
  return (
    <span role="img" className={styles.warning} title={words} aria-label={`Warning: ${words}`}>
      <Icon name="warning" />
    </span>
  );
}
