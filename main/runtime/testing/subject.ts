/** A driver on a real engine, as the conformance suite takes it. */
import type { ContainerStatus, OCIRuntime, RuntimeContainer } from '../oci-runtime.ts';

export interface ContainerWish {
  readonly command: readonly string[];
  readonly terminal?: boolean;
  /** Its standard input stays open. */
  readonly interactive?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
  /** Bytes. */
  readonly memory?: number;
}

export interface Subject extends AsyncDisposable {
  readonly runtime: OCIRuntime;
  /** What the driver can't do at all, as its interface says. */
  readonly lacks: ReadonlySet<'all' | 'capAdd' | 'preserveFDs' | 'paths' | 'firstExecSize' | 'outputAfterUnreadInput'>;
  /** A container that has never run; it is removed at the end. */
  create(wish: ContainerWish): Promise<RuntimeContainer>;
  /** Gives it to the runtime, where that is another step. */
  make(ctr: RuntimeContainer): Promise<void>;
  /** Its status once it has ended. */
  untilEnded(ctr: RuntimeContainer): Promise<ContainerStatus>;
}
