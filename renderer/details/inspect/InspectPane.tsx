import { useMemo, useState } from 'react';
import { inspections } from '../../state/details.ts';
import type { PaneProps } from '../parts/pane-props.ts';
import { Resource } from '../parts/Resource.tsx';
import { useResource } from '../parts/use-resource.ts';
import { InspectBar, type InspectView } from './InspectBar.tsx';
import { InspectTree } from './InspectTree.tsx';
import { JsonView } from './JsonView.tsx';
import { type Json, treeOf } from './json-tree.ts';
import { NodeBar } from './NodeBar.tsx';
import { search } from './search.ts';

/** Opened at first: what is asked for most. */
const openAtFirst = new Set(['.State', '.Config']);

function Inspection({ answer }: { readonly answer: Json }) {
  const nodes = useMemo(() => treeOf(answer), [answer]);
  const [view, setView] = useState<InspectView>('tree');
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(openAtFirst);
  const [active, setActive] = useState<string | null>(null);
  const { matches } = useMemo(() => search(nodes, words), [nodes, words]);
  const at = active === null ? -1 : matches.indexOf(active);

  function onSearch(text: string): void {
    setWords(text);
    const found = search(nodes, text);
    setOpen((before) => new Set([...before, ...found.open]));
    setActive(found.matches[0] ?? active);
  }

  function step(by: 1 | -1): void {
    const to = matches[(at + by + matches.length) % matches.length];
    if (to === undefined) return;
    setOpen((before) => new Set([...before, ...search(nodes, words).open]));
    setActive(to);
  }

  return (
    <>
      <InspectBar
        view={view}
        onViewChange={setView}
        words={words}
        onWordsChange={onSearch}
        matches={matches.length}
        at={at}
        onStep={step}
      />
      {view === 'json' && <JsonView value={answer} words={words} />}
      {view === 'tree' && (
        <>
          <InspectTree
            nodes={nodes}
            open={open}
            onOpenChange={setOpen}
            active={active}
            onActiveChange={setActive}
            words={words}
          />
          <NodeBar node={nodes.find((node) => node.path === active) ?? null} />
        </>
      )}
    </>
  );
}

/** The engine's whole answer: a tree to search, and JSON to copy. */
export function InspectPane({ target, summary }: PaneProps) {
  const { loaded, reload } = useResource(inspections, target, summary);
  return (
    <Resource loaded={loaded} onRetry={reload} what="answer">
      {(details) => <Inspection answer={details.inspect} />}
    </Resource>
  );
}
