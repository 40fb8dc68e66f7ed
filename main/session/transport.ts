/** What carries a session's bytes to and from the engine. */
import type { ContainerDetails, ContainerSummary } from '../../shared/container.ts';
import type { TerminalSize } from '../../shared/session.ts';
import type { OCIRuntime, RuntimeContainer } from '../runtime/oci-runtime.ts';

/** The container that a session runs in, and what drives it. */
export interface SessionTarget {
  readonly runtime: OCIRuntime;
  readonly container: RuntimeContainer & { readonly summary: Pick<ContainerSummary, 'command'> };
  readonly inspect: () => Promise<Pick<ContainerDetails, 'terminal' | 'openStdin' | 'environment'>>;
}

/** Its output goes to the stream it was opened with, and is read only as fast as that takes it. */
export interface Transport {
  /** What runs at the other end. */
  readonly command: readonly string[];
  readonly terminal: boolean;
  /** Its end closes the standard input of what goes on. */
  readonly endsInput: boolean;
  /** By which a later run of the app can end it; null: there is nothing that it would leave, or no way to. */
  readonly lastingId: string | null;
  /** The exit code once all output has been taken; null: not known. Rejects when the connection broke before. */
  readonly ended: Promise<number | null>;
  /** Resolves when there is room for more; never rejects. What comes after the end is dropped. */
  write(bytes: Uint8Array): Promise<void>;
  /** The command lines of what runs there and would end with it, its own first; null: that can't be told. */
  programs(): Promise<readonly string[] | null>;
  resize(size: TerminalSize): void;
  /** Ends what the session has started; what it only looked at goes on. */
  close(): Promise<void>;
}
