import { type ReactNode, useEffect, useRef } from 'react';
import type { ErrorData } from '../../shared/errors.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icons.tsx';
import { landing } from './landing.ts';
import styles from './Notices.module.css';
import { WithCode } from './WithCode.tsx';

export type Tone = 'info' | 'ok' | 'warning' | 'danger';

const icons = { info: 'info', ok: 'check', warning: 'warning', danger: 'error' } as const;

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Something worth knowing, in its place. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={cx(styles.notice, tone !== 'info' && styles[tone])}>
      <Icon name={icons[tone]} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}

interface ErrorNoticeProps {
  readonly error: ErrorData;
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
  /** Buttons for another way out. */
  readonly children?: ReactNode;
  /** Takes the keys when it appears: it answers what the user has just done. */
  readonly takesKeys?: boolean;
}

/** What failed, the engine's own words, and what to do next. */
export function ErrorNotice({ error, onRetry, onDismiss, children = null, takesKeys = false }: ErrorNoticeProps) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takesKeys) return;
    notice.current?.focus();
    // Its end has what to do next; a dialog's buttons may lie over it.
    notice.current?.scrollIntoView({ block: 'end' });
  }, [takesKeys]);
  return (
    <div ref={notice} role="alert" tabIndex={takesKeys ? -1 : undefined} className={cx(styles.notice, styles.danger)}>
      <Icon name="error" />
      <div className={styles.words}>
        <p className={styles.title}>{error.message}</p>
        {error.engineMessage !== null && <pre className={styles.engine}>{error.engineMessage}</pre>}
        {error.hint !== null && (
          <p>
            <WithCode text={error.hint} />
          </p>
        )}
        {(onRetry !== undefined || onDismiss !== undefined || children !== null) && (
          <div className={styles.buttons}>
            {onRetry !== undefined && <Button onPress={onRetry}>Try again</Button>}
            {children}
            {onDismiss !== undefined && <Button onPress={onDismiss}>Dismiss</Button>}
          </div>
        )}
      </div>
    </div>
  );
}

interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Where nothing is yet: what would be here, and how to begin. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div ref={landing} className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children !== undefined && <div>{children}</div>}
      {action !== undefined && <div className={styles.emptyAction}>{action}</div>}
    </div>
  );
}
