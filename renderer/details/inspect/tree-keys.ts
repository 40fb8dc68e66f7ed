import type { TreeNode } from './json-tree.ts';

/** What a key does in the tree: go to a node, open or close branches. Null: the key is none of ours. */
export type TreeMove =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'open'; readonly paths: readonly string[] }
  | { readonly kind: 'close'; readonly path: string }
  | null;

/** Rows that PageUp and PageDown go over. */
const page = 10;

function go(rows: readonly TreeNode[], index: number): TreeMove {
  const to = rows[Math.max(0, Math.min(rows.length - 1, index))];
  return to === undefined ? null : { kind: 'go', to: to.path };
}

/** The keys of a tree as WAI-ARIA's Tree View Pattern has them. */
export function treeMove(
  key: string,
  rows: readonly TreeNode[],
  open: ReadonlySet<string>,
  active: string | null,
): TreeMove {
  const at = Math.max(
    0,
    rows.findIndex((node) => node.path === active),
  );
  const node = rows[at];
  if (node === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return go(rows, active === null ? 0 : at + 1);
    case 'ArrowUp':
      return go(rows, at - 1);
    case 'PageDown':
      return go(rows, at + page);
    case 'PageUp':
      return go(rows, at - page);
    case 'Home':
      return go(rows, 0);
    case 'End':
      return go(rows, rows.length - 1);
    case 'ArrowRight':
      if (node.children === 0) return null;
      return open.has(node.path) ? go(rows, at + 1) : { kind: 'open', paths: [node.path] };
    case 'ArrowLeft':
      if (open.has(node.path) && node.children > 0) return { kind: 'close', path: node.path };
      return node.parent === '' ? null : { kind: 'go', to: node.parent };
    case 'Enter':
    case ' ':
      if (node.children === 0) return null;
      return open.has(node.path) ? { kind: 'close', path: node.path } : { kind: 'open', paths: [node.path] };
    case '*':
      return {
        kind: 'open',
        paths: rows.filter((row) => row.parent === node.parent && row.children > 0).map((row) => row.path),
      };
    default:
      return null;
  }
}
