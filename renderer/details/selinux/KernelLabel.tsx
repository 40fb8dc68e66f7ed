import type { SelinuxReport } from '../../../shared/selinux.ts';
import { Notice } from '../../ui/index.ts';
import { ContextParts } from './ContextParts.tsx';
import { type Difference, differences } from './compare.ts';
import styles from './Selinux.module.css';

function Differences({ list }: { readonly list: readonly Difference[] }) {
  return (
    <Notice tone="warning" title="The kernel runs it under another label than the configured one">
      <table className={styles.differences}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Configured</th>
            <th scope="col">Kernel</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ field, configured, kernel }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{configured}</td>
              <td>{kernel}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Its processes are confined by the kernel’s label, not by the configured one. A program in it may have changed
        its own context, or the policy sent it elsewhere when it started.
      </p>
    </Notice>
  );
}

/** What the kernel says about the container's first process, and how that fits with what was configured. */
export function KernelLabel({ report }: { readonly report: SelinuxReport }) {
  const { kernelLabel, kernelLabelMissing, processLabel } = report;
  if (kernelLabel === null) {
    return <p className={styles.plain}>Not known. {kernelLabelMissing ?? 'The container has no running process.'}</p>;
  }
  const list = differences(report);
  if (list.length > 0) {
    return (
      <div className={styles.mismatch}>
        <Differences list={list} />
        <ContextParts label={kernelLabel.replace(/\0+$/, '')} name="kernel’s label" />
      </div>
    );
  }
  if (processLabel === '') return <ContextParts label={kernelLabel.replace(/\0+$/, '')} name="kernel’s label" />;
  return <p className={styles.same}>The same as the configured label.</p>;
}
