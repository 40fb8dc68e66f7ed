import { type ReactNode, useRef } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';
import { useDialogManners } from './dialog-manners.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** By Escape and by a click beside it; false while something is under way. */
  readonly isDismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  readonly isWide?: boolean;
}

/**
 * A window in the window. Its buttons are its own: {@link DialogButtons}. Where the keys go is its matter too
 * ({@link useDialogManners}): nothing in a dialog asks for them by itself.
 */
export function Dialog(props: DialogProps) {
  const { title, onClose, children, isDismissable = true, role = 'dialog', isWide = false } = props;
  return (
    <ModalOverlay
      className={styles.backdrop ?? ''}
      isOpen
      isDismissable={isDismissable && role === 'dialog'}
      isKeyboardDismissDisabled={!isDismissable}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={cx(styles.modal, isWide && styles.wide)}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <Heading slot="title" level={2} className={styles.head ?? ''}>
            {title}
          </Heading>
          <Body role={role}>{children}</Body>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Body({ role, children }: { readonly role: 'dialog' | 'alertdialog'; readonly children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const onKeyDown = useDialogManners(body, role);
  return (
    <div ref={body} className={styles.body} onKeyDownCapture={onKeyDown}>
      {children}
    </div>
  );
}
