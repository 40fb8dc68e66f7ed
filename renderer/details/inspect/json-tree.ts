/** The engine's whole answer as a tree of rows. */

/** JSON, as zod's `z.json()` gives it. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Marks that hide in a text or turn its direction around: Unicode's format characters, and the second controls. */
const hidden = /[\p{Cf}\u007f-\u009f\u2028\u2029]/gu;

/** JSON in which nothing is hidden: such marks are escaped, which leaves it the same value. */
export function jsonText(value: Json, indent = 0): string {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, indent).replace(hidden, (mark) => mark.split('').map(escaped).join(''));
}

export interface TreeNode {
  /** jq's own way of writing it: `.HostConfig.Binds[0]`, `.Config.Labels["a b"]`. Names a node uniquely. */
  readonly path: string;
  /** Path of the node above; empty for one at the top. */
  readonly parent: string;
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** A scalar as JSON writes it; of a branch how much is in it. */
  readonly text: string;
  /** How many children; 0 for scalars and empty branches. */
  readonly children: number;
  readonly value: Json;
}

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;

function step(parent: string, key: string, inArray: boolean): string {
  if (inArray) return `${parent === '' ? '.' : parent}[${key}]`;
  if (plain.test(key)) return `${parent}.${key}`;
  return `${parent === '' ? '.' : parent}[${JSON.stringify(key)}]`;
}

function kindOf(value: Json): TreeNode['kind'] {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  return typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean';
}

function entriesOf(value: Json): [string, Json][] {
  if (Array.isArray(value)) return value.map((item, index) => [`${index}`, item]);
  return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}

function textOf(value: Json, children: number): string {
  if (Array.isArray(value)) return children === 0 ? '[]' : `${children} ${children === 1 ? 'item' : 'items'}`;
  if (value !== null && typeof value === 'object') {
    return children === 0 ? '{}' : `${children} ${children === 1 ? 'field' : 'fields'}`;
  }
  return jsonText(value);
}

function append(nodes: TreeNode[], value: Json, parent: string, level: number): void {
  const entries = entriesOf(value);
  const inArray = Array.isArray(value);
  for (const [index, [key, child]] of entries.entries()) {
    const path = step(parent, key, inArray);
    const children = entriesOf(child).length;
    const { length: siblings } = entries;
    const kind = kindOf(child);
    const text = textOf(child, children);
    nodes.push({ path, parent, key, level, position: index + 1, siblings, kind, text, children, value: child });
    append(nodes, child, path, level + 1);
  }
}

/** Every node below the value, in the order in which an opened tree shows them. */
export function treeOf(value: Json): TreeNode[] {
  const nodes: TreeNode[] = [];
  append(nodes, value, '', 1);
  return nodes;
}

/** The rows that are seen while just these branches are open. */
export function visibleNodes(nodes: readonly TreeNode[], open: ReadonlySet<string>): TreeNode[] {
  const shown = new Set(['']);
  const rows: TreeNode[] = [];
  for (const node of nodes) {
    if (!shown.has(node.parent)) continue;
    rows.push(node);
    if (open.has(node.path)) shown.add(node.path);
  }
  return rows;
}
