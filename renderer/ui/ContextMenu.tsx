import { useRef } from 'react';
import { Popover } from 'react-aria-components';
import { createPortal } from 'react-dom';
import styles from './Menu.module.css';
import { type MenuEntry, MenuList } from './Menu.tsx';

/** Where a menu was asked for, in the window's own pixels. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** A menu where the pointer is, or under the row that has the focus. */
export function ContextMenu(props: {
  readonly label: string;
  readonly place: MenuPlace | null;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
}) {
  const { label, place, entries, onClose } = props;
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      {/* On the page itself: within a part whose width is asked for in its style, "fixed" counts from that part. */}
      {createPortal(
        <span ref={anchor} style={{ position: 'fixed', left: place?.x ?? 0, top: place?.y ?? 0 }} />,
        document.body,
      )}
      <Popover
        className={styles.popover ?? ''}
        aria-label={label}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen={place !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <MenuList label={label} entries={entries} onClose={onClose} autoFocus />
      </Popover>
    </>
  );
}
