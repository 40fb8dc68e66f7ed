import { Component, type ErrorInfo, type ReactNode } from 'react';
import styles from './App.module.css';
import { Button, CopyButton, EmptyState } from './ui/index.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  /** Null: all is well. */
  readonly words: string | null;
}

/**
 * Stands in for the window when a part of it can't be drawn: a fault of ours, or a part that could not be loaded. What
 * runs behind the window (engines, sessions) goes on, so that loading it again loses nothing.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { words: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { words: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }

  override componentDidCatch(thrown: unknown, { componentStack }: ErrorInfo): void {
    console.error(thrown, componentStack);
  }

  override render(): ReactNode {
    const { words } = this.state;
    if (words === null) return this.props.children;
    return (
      <div className={styles.centre}>
        <EmptyState
          title="A part of the window could not be drawn"
          action={
            <Button variant="primary" autoFocus onPress={() => window.location.reload()}>
              Load the window again
            </Button>
          }
        >
          <p>This is a fault of Gantry. Terminals and checkpoints go on behind the window and are shown again.</p>
          <pre className={styles.fault}>{words}</pre>
          <CopyButton text={words} label="Copy it for a report" />
        </EmptyState>
      </div>
    );
  }
}
