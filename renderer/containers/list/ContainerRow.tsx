import { memo } from 'react';
import type { ContainerSummary } from '../../../shared/container.ts';
import { useDoing, useFailure, useFoldedFailure } from '../../state/actions.ts';
import { useContainer } from '../../state/containers.ts';
import type { Doing, Failure } from '../../state/failures.ts';
import { useNavigation } from '../../state/navigation.ts';
import { openSession } from '../../state/sessions.ts';
import { cx, Icon, StateDot } from '../../ui/index.ts';
import shared from '../../ui/Table.module.css';
import { Cell } from './Cell.tsx';
import styles from './ContainerTable.module.css';
import { FailureMark, RowFailure } from './RowFailure.tsx';
import { SelinuxCell } from './SelinuxCell.tsx';
import { StatusText } from './StatusText.tsx';
import { dotOf, shownState, sinceWords, wordsOf } from './words.ts';

/** By which the grid names the row that has the keys' focus. */
export function rowId(containerId: string): string {
  return `container-${containerId}`;
}

interface RowProps {
  readonly engineId: string;
  readonly containerId: string;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
  /** Whether there are labels at all. */
  readonly hasLabel: boolean;
  /** For a row whose height isn't the usual one. */
  readonly measure: ((element: HTMLElement | null) => void) | null;
}

/** One container. It is drawn again only when something of it has changed. */
export const ContainerRow = memo(function ContainerRow(props: RowProps) {
  const { engineId, containerId, index, start, hasLabel, measure } = props;
  const container = useContainer(engineId, containerId);
  const doing = useDoing(containerId);
  const failure = useFailure(containerId);
  const folded = useFoldedFailure(containerId);
  const isSelected = useNavigation((state) => state.selection.has(containerId));
  const isActive = useNavigation((state) => state.activeId === containerId);
  if (container === null) return null;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its row
    // biome-ignore lint/a11y/useSemanticElements: rows of a table can't come and go with the scrolling
    <div
      id={rowId(containerId)}
      ref={measure}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      data-container={containerId}
      className={cx(styles.row, isActive && styles.active)}
      style={{ transform: `translateY(${start}px)` }}
    >
      <Cells engineId={engineId} container={container} doing={doing} folded={folded} hasLabel={hasLabel} />
      {failure !== null && <RowFailure containerId={containerId} name={container.name} failure={failure} />}
    </div>
  );
});

interface CellsProps {
  readonly engineId: string;
  readonly container: ContainerSummary;
  readonly doing: Doing | null;
  /** What is told of it over the list. */
  readonly folded: Failure | null;
  readonly hasLabel: boolean;
}

const Cells = memo(function Cells({ engineId, container, doing, folded, hasLabel }: CellsProps) {
  const words = wordsOf(container);
  const { id, pod } = container;
  const state = shownState(container);
  return (
    <>
      <Cell title={state}>
        <StateDot kind={dotOf(container, doing)} />
        <span className={styles.stateText}>{state}</span>
      </Cell>
      <Cell title={words.name} className={styles.named}>
        <span className={cx(shared.cut, styles.name)}>{words.name}</span>
        {pod !== null && <span className={styles.tag}>pod</span>}
        {state === 'running' && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.open}
            aria-label={`Open a terminal in ${words.name}`}
            title="Open a terminal (T)"
            onClick={() => void openSession(engineId, id, 'exec')}
          >
            <Icon name="terminal" />
          </button>
        )}
      </Cell>
      <Cell title={sinceWords(container)}>
        {folded !== null && <FailureMark error={folded.error} />}
        <span className={cx(shared.cut, styles.figures)}>
          <StatusText container={container} doing={doing} />
        </span>
      </Cell>
      <Cell title={container.image}>
        <span className={shared.cut}>
          {words.imageName}
          {words.imagePlace !== '' && <span className={styles.quiet}> {words.imagePlace}</span>}
        </span>
      </Cell>
      {hasLabel && <SelinuxCell engineId={engineId} containerId={id} />}
      <Cell title={words.command} className={styles.ofCommand}>
        <span className={cx(shared.cut, styles.command)}>{words.command}</span>
      </Cell>
      <Cell title={words.ports}>
        <span className={cx(shared.cut, styles.figures)}>{words.ports}</span>
      </Cell>
      {!hasLabel && <Cell />}
    </>
  );
});
