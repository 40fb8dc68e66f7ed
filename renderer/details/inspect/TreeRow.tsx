import { plainText } from '../../ui/index.ts';
import styles from './Inspect.module.css';
import type { TreeNode } from './json-tree.ts';
import { pieces } from './search.ts';

/** A text in which what was searched for is marked. */
export function Marked({ text, words }: { readonly text: string; readonly words: string }) {
  return pieces(text, words).map((piece, index) =>
    // The pieces have no other name than their place, and never move.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
  );
}

const kindClass = {
  object: styles.branch,
  array: styles.branch,
  string: styles.string,
  number: styles.number,
  boolean: styles.keyword,
  null: styles.keyword,
};

/** One row of the tree. */
export function TreeRow(props: {
  readonly id: string;
  readonly node: TreeNode;
  readonly top: number;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly words: string;
  readonly onPress: (node: TreeNode) => void;
}) {
  const { id, node, top, isOpen, isActive, words, onPress } = props;
  const isBranch = node.children > 0;
  return (
    // The tree has the keyboard for all its rows (aria-activedescendant).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={id}
      className={styles.row}
      role="treeitem"
      aria-level={node.level}
      aria-posinset={node.position}
      aria-setsize={node.siblings}
      aria-expanded={isBranch ? isOpen : undefined}
      aria-selected={isActive}
      data-active={isActive || undefined}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: 8 + (node.level - 1) * 16 }}
      title={node.children === 0 && node.text.length > 60 ? plainText(node.text) : undefined}
      onClick={() => onPress(node)}
    >
      <span className={styles.twist} aria-hidden="true" data-open={isOpen || undefined}>
        {isBranch ? '›' : ''}
      </span>
      <span className={styles.key}>
        <Marked text={plainText(node.key)} words={words} />
      </span>
      <span className={kindClass[node.kind]}>
        {node.children === 0 ? <Marked text={plainText(node.text)} words={words} /> : node.text}
      </span>
    </div>
  );
}
