import type { ReactNode } from 'react';
import { cx } from '../../ui/index.ts';
import styles from './ContainerTable.module.css';

/** A cell; what doesn't fit in is told by its tooltip. */
export function Cell(props: {
  readonly title?: string;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <div role="gridcell" className={cx(styles.cell, props.className)} title={props.title || undefined}>
      {props.children}
    </div>
  );
}
