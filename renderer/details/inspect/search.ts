import type { TreeNode } from './json-tree.ts';

/** What a search found: the nodes in their order, and the branches to open so that all are seen. */
export interface Found {
  readonly matches: readonly string[];
  readonly open: ReadonlySet<string>;
}

const nothing: Found = { matches: [], open: new Set() };

/** Finds the words in names, values and whole paths, whatever their case. */
export function search(nodes: readonly TreeNode[], words: string): Found {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return nothing;
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const matches: string[] = [];
  const open = new Set<string>();
  for (const node of nodes) {
    if (!matchesNode(node, wanted)) continue;
    matches.push(node.path);
    let above = node.parent;
    while (above !== '' && !open.has(above)) {
      open.add(above);
      above = byPath.get(above)?.parent ?? '';
    }
  }
  return { matches, open };
}

function matchesNode(node: TreeNode, wanted: string): boolean {
  if (node.key.toLowerCase().includes(wanted)) return true;
  if (node.children === 0 && node.text.toLowerCase().includes(wanted)) return true;
  // A path such as `.State.Pid` is found too, but only where it ends there: not everything below it.
  return /[.[]/.test(wanted) && node.path.toLowerCase().endsWith(wanted);
}

/** A text cut where the words occur in it: every second piece (from index 1) is a hit. */
export function pieces(text: string, words: string): string[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [text];
  const lower = text.toLowerCase();
  // Some letters change their length with their case; then the places would not agree.
  if (lower.length !== text.length) return [text];
  const cut: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    cut.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  cut.push(text.slice(from));
  return cut;
}
