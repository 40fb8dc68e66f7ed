import { CopyButton } from '../../ui/index.ts';
import styles from './Inspect.module.css';
import { jsonText, type TreeNode } from './json-tree.ts';

/** What the value of a node is when copied: a text as it is, all else as JSON. */
function copyText({ value }: TreeNode): string {
  return typeof value === 'string' ? value : jsonText(value, 2);
}

/** The path of the node that has the keyboard, with buttons to copy it and its value. Always there: nothing jumps. */
export function NodeBar({ node }: { readonly node: TreeNode | null }) {
  return (
    <footer className={styles.nodeBar}>
      <code className={styles.path}>{node?.path ?? 'Choose a line to see its path.'}</code>
      {node !== null && (
        <>
          <CopyButton text={node.path} label="Copy the path" shown="Path" />
          <CopyButton text={copyText(node)} label="Copy the value" shown="Value" />
        </>
      )}
    </footer>
  );
}
