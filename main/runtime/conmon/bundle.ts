/** What the driver has to know of a container beside its id. Who keeps the containers tells it (libpod: `Container`). */
import type { RuntimeContainer } from '../oci-runtime.ts';

export interface Bundle {
  /** The folder with `config.json` and, in most cases, the root file system. */
  readonly path: string;
  /** As its `config.json` says (`process.terminal`): conmon has to be told the same. */
  readonly terminal: boolean;
  /** Its standard input stays open, for who attaches. */
  readonly interactive: boolean;
  /** Null: what it says is kept nowhere. */
  readonly log: {
    readonly path: string;
    /** In bytes: conmon begins anew when it is longer. Null: it grows. */
    readonly sizeMax: number | null;
  } | null;
  /** A number, or a name such as `SIGTERM`. */
  readonly stopSignal: number | string;
  /** Between the stop signal and SIGKILL. */
  readonly stopTimeoutSeconds: number;
}

/** @throws GantryError `not-found` where nobody knows it */
export type BundleOf = (ctr: RuntimeContainer) => Promise<Bundle>;

/** Beside the bundle: CRIU's images of a container frozen in place. */
export const checkpointFolder = 'checkpoint';
/** Beside it, while CRIU writes: those of an earlier checkpoint stay whole until the new ones are. */
export const newCheckpointFolder = 'checkpoint.new';
/** Beside it: memory that was written before a checkpoint, as libpod calls it. */
export const preCheckpointFolder = 'pre-checkpoint';
/** Beside it, as long as the container is frozen in place: it has not just been killed. */
export const frozenMark = 'frozen';
