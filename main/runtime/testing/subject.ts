/** A driver on a real engine, as the conformance suite takes it. */
import type { ContainerStatus, OCIRuntime, RuntimeContainer } from '../oci-runtime.ts';

export interface ContainerWish {
  /** Null or none: one that the subject chooses. */
  readonly name?: string;
  readonly command: readonly string[];
  readonly terminal?: boolean;
  /** Its standard input stays open. */
  readonly interactive?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
  /** Bytes. */
  readonly memory?: number;
}

export type Lack =
  /** Signals to all processes of a container. */
  | 'all'
  | 'capAdd'
  | 'preserveFDs'
  /** Sockets and exit files are the engine's own. */
  | 'paths'
  /** A command of an exec session may run before its terminal has its size. */
  | 'firstExecSize'
  /** Names are made of letters, digits and `_.-`. */
  | 'anyName'
  /** That the kernel has killed it for its memory is lost by some versions of the engine. */
  | 'oomKilled'
  /** What a command says that ends before it has read its input may be lost. */
  | 'outputAfterUnreadInput';

export interface Subject extends AsyncDisposable {
  readonly runtime: OCIRuntime;
  /** What the driver can't do at all, as its interface says. */
  readonly lacks: ReadonlySet<Lack>;
  /** A container that has never run; it is removed at the end. */
  create(wish: ContainerWish): Promise<RuntimeContainer>;
  /** Gives it to the runtime, where that is another step. */
  make(ctr: RuntimeContainer): Promise<void>;
  /** Its status once it has ended. */
  untilEnded(ctr: RuntimeContainer): Promise<ContainerStatus>;
}
