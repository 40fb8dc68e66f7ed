import { useState } from 'react';
import { ContextMenu, type MenuEntry, type MenuPlace } from '../ui/index.ts';
import { openLink } from './actions.ts';
import { linksInView } from './links-in-view.ts';
import type { Screen } from './screen.ts';

export interface LinksMenuState {
  /** Null: it is closed. */
  readonly open: { readonly place: MenuPlace; readonly links: readonly string[] } | null;
  /** Lists the links that the screen shows now. */
  show(screen: Screen): void;
  close(): void;
}

export function useLinksMenu(): LinksMenuState {
  const [open, setOpen] = useState<LinksMenuState['open']>(null);
  return {
    open,
    show(screen) {
      const { left, top } = screen.element.getBoundingClientRect();
      setOpen({ place: { x: left + 12, y: top + 12 }, links: linksInView(screen.terminal, screen.named) });
    },
    close: () => setOpen(null),
  };
}

/** The links in view, each shown whole before it is opened: what the pointer has by hovering. */
export function LinksMenu({ open, close }: Pick<LinksMenuState, 'open' | 'close'>) {
  return (
    <ContextMenu label="Links in view" place={open?.place ?? null} entries={entriesOf(open?.links)} onClose={close} />
  );
}

function entriesOf(links: readonly string[] = []): MenuEntry[] {
  const none = { id: 'none', text: 'No link', disabled: 'There is none in view', run: () => undefined };
  if (links.length === 0) return [none];
  return links.map((url) => ({ id: url, text: url, run: () => openLink(url) }));
}
