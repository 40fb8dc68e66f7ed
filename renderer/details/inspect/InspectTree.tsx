import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import styles from './Inspect.module.css';
import { type TreeNode, visibleNodes } from './json-tree.ts';
import { TreeRow } from './TreeRow.tsx';
import { treeMove } from './tree-keys.ts';

const rowHeight = 22;

/** The tree itself: only the rows in view are in the page, and one place in it has the keyboard. */
export function InspectTree(props: {
  readonly nodes: readonly TreeNode[];
  readonly open: ReadonlySet<string>;
  readonly onOpenChange: (open: ReadonlySet<string>) => void;
  readonly active: string | null;
  readonly onActiveChange: (path: string) => void;
  /** What is searched for, to be marked. */
  readonly words: string;
}) {
  const { nodes, open, onOpenChange, active, onActiveChange, words } = props;
  const rows = useMemo(() => visibleNodes(nodes, open), [nodes, open]);
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const activeIndex = rows.findIndex((row) => row.path === active);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });

  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex);
  }, [activeIndex, virtualizer]);

  function change(opened: readonly string[], closed: readonly string[]): void {
    const next = new Set(open);
    for (const path of opened) next.add(path);
    for (const path of closed) next.delete(path);
    onOpenChange(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeMove(event.key, rows, open, active);
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'go') onActiveChange(move.to);
    if (move.kind === 'open') change(move.paths, []);
    if (move.kind === 'close') change([], [move.path]);
  }

  function onRowPress(node: TreeNode): void {
    onActiveChange(node.path);
    if (node.children === 0) return;
    if (open.has(node.path)) change([], [node.path]);
    else change([node.path], []);
  }

  return (
    <div
      ref={place}
      className={styles.tree}
      role="tree"
      aria-label="The engine’s answer"
      tabIndex={0}
      aria-activedescendant={activeIndex >= 0 ? `${id}-${activeIndex}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => {
        const [first] = rows;
        if (activeIndex < 0 && first !== undefined) onActiveChange(first.path);
      }}
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const node = rows[index];
          return node === undefined ? null : (
            <TreeRow
              key={node.path}
              id={`${id}-${index}`}
              node={node}
              top={start}
              isOpen={open.has(node.path)}
              isActive={index === activeIndex}
              words={words}
              onPress={onRowPress}
            />
          );
        })}
      </div>
    </div>
  );
}
