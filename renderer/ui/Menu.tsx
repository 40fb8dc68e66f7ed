import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type Key,
  Keyboard,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icons.tsx';
import styles from './Menu.module.css';

/** One thing that a menu offers, or a line between two groups of them. */
export type MenuEntry =
  | {
      readonly id: string;
      readonly text: string;
      readonly icon?: IconName;
      /** Its key, shown beside it. */
      readonly keys?: string;
      /** Why it can't be done now; empty: another entry has said it. */
      readonly disabled?: string | undefined;
      readonly danger?: boolean;
      readonly run: () => void;
    }
  | { readonly id: string; readonly separator: true };

interface MenuListProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose?: () => void;
  /** Takes the keys when it appears; a button's menu is given them by its button. */
  readonly autoFocus?: boolean;
}

/** The entries alone, for a popover that is there already. */
export function MenuList({ label, entries, onClose, autoFocus = false }: MenuListProps) {
  const run = (key: Key): void => {
    const entry = entries.find(({ id }) => id === key);
    if (entry !== undefined && 'run' in entry) entry.run();
  };
  return (
    <AriaMenu
      aria-label={label}
      className={styles.list ?? ''}
      onAction={run}
      {...(onClose === undefined ? {} : { onClose })}
      {...(autoFocus ? { autoFocus: 'first' } : {})}
      disabledKeys={entries.filter((entry) => 'run' in entry && entry.disabled !== undefined).map(({ id }) => id)}
    >
      {entries.map((entry) =>
        'separator' in entry ? (
          <Separator key={entry.id} className={styles.separator ?? ''} />
        ) : (
          <AriaMenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.text}
            className={cx(styles.item, entry.danger && styles.danger)}
          >
            {entry.icon !== undefined && <Icon name={entry.icon} />}
            {/* Its name is this alone. The rest describes it, and is drawn by the style sheet: no part of what is read as the label. */}
            <Text slot="label" className={styles.text ?? ''}>
              {entry.text}
            </Text>
            {entry.disabled && (
              <>
                <Text slot="description" className={styles.told ?? ''}>
                  {entry.disabled}
                </Text>
                <span aria-hidden="true" className={styles.note} data-words={entry.disabled} />
              </>
            )}
            {entry.keys !== undefined && entry.disabled === undefined && (
              <>
                <Keyboard className={styles.told ?? ''}>{entry.keys}</Keyboard>
                <span aria-hidden="true" className={styles.key} data-words={entry.keys} />
              </>
            )}
          </AriaMenuItem>
        ),
      )}
    </AriaMenu>
  );
}

/** A button, and the menu that it opens. */
export function MenuButton({
  children,
  ...list
}: { readonly children: ReactNode } & Omit<MenuListProps, 'onClose' | 'autoFocus'>) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ''} placement="bottom start" offset={3}>
        <MenuList {...list} />
      </Popover>
    </MenuTrigger>
  );
}
