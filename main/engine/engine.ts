/** `Engine`: a place where containers live, as the screens manage it. Actions on a container go to its `OCIRuntime`. */
import type { ContainerAction, ContainerDetails, ContainerSummary, ProcessTable } from '../../shared/container.ts';
import type { EngineSummary } from '../../shared/engine.ts';
import type { GantryError } from '../../shared/errors.ts';
import type { ImageAction, ImageDetails, ImageSummary } from '../../shared/image.ts';
import type { LogLine, LogQuery } from '../../shared/logs.ts';
import type { ContainerLabels, DenialReport, SelinuxReport, WarnedContainer } from '../../shared/selinux.ts';
import type { StatsSample } from '../../shared/stats.ts';
import type { OCIRuntime, RuntimeContainer } from '../runtime/oci-runtime.ts';
import type { ImageImport, Ongoing } from './image-import.ts';

/** All that an engine knows of its containers, and the number of the last patch in it. */
export interface ContainersSnapshot {
  readonly revision: number;
  readonly containers: readonly ContainerSummary[];
  readonly labels: readonly ContainerLabels[];
  readonly warned: readonly WarnedContainer[];
}

/** What an engine tells unasked. */
export type EngineChange =
  | { readonly kind: 'summary' }
  /** A fresh snapshot, after a connection was made again. */
  | { readonly kind: 'reset' }
  | {
      readonly kind: 'patch';
      readonly revision: number;
      readonly changed: readonly ContainerSummary[];
      readonly removed: readonly string[];
    }
  | { readonly kind: 'labels'; readonly labels: readonly ContainerLabels[] }
  /** All whose labels are not as they should be, in the place of those told before. */
  | { readonly kind: 'warned'; readonly warned: readonly WarnedContainer[] }
  /** A container was frozen or brought back. */
  | { readonly kind: 'checkpoints' }
  /** Images came or went, or their names did. */
  | { readonly kind: 'images' };

/** A container that is frozen in place, as far as the list of checkpoints shows it. */
export type FrozenContainer = Pick<ContainerDetails, 'summary' | 'ociRuntime' | 'checkpoint'>;

/** Who looks at a container's stats. */
export interface StatsWatcher {
  sample(sample: StatsSample): void;
  /** The engine refuses: nothing comes until they are watched anew. Not for a container or a connection that ends. */
  refused(error: GantryError): void;
}

export interface Engine extends AsyncDisposable {
  readonly id: string;
  /** Connection, version and capabilities; the same object while nothing has changed. */
  summary(): EngineSummary;
  /** Begins to connect, and keeps the connection up until the engine is disposed of. */
  start(): void;
  /** Tries a lost connection again at once. */
  retry(): void;
  /** @returns ends the listening */
  onChange(listener: (change: EngineChange) => void): () => void;

  /** What is known now, without asking the engine; as it was last known while the connection is lost. */
  containers(): ContainersSnapshot;
  /** These are in view: what the list doesn't tell of them is asked for before that of all others. */
  inView(containerIds: readonly string[]): void;
  /** The container of this id. Throws `not-found`. */
  container(containerId: string): RuntimeContainer & { readonly summary: ContainerSummary };
  /** What runs this container. Throws `engine-unreachable` before the first connection. */
  runtimeOf(containerId: string): OCIRuntime;
  /** The runtime that new and restored containers get. */
  defaultRuntime(): OCIRuntime;
  /**
   * One action on one container: what of it is the runtime's goes there. Throws `needs-consent` for a start, restart
   * or removal that would lose a checkpoint in place, unless that is asked for.
   */
  act(containerId: string, action: ContainerAction): Promise<void>;

  inspect(containerId: string): Promise<ContainerDetails>;
  processes(containerId: string): Promise<ProcessTable>;
  /** How many exec sessions run in a container, whoever has started them. */
  openExecSessions(containerId: string): Promise<number>;
  selinux(containerId: string): Promise<SelinuxReport>;
  /** What the SELinux policy has refused a container, as this machine's logs tell it. */
  denials(containerId: string): Promise<DenialReport>;

  images(): Promise<readonly ImageSummary[]>;
  /** One image in full, by its id. Throws `not-found`. */
  image(imageId: string): Promise<ImageDetails>;
  /**
   * Takes in images. Whatever fails, or is called off, nothing is left.
   * @returns their ids
   */
  importImages(wish: ImageImport): Promise<readonly string[]>;
  /** Brings an image from its registry. @returns its id. Throws `unsupported` where the engine asks none. */
  pullImage(reference: string, ongoing: Ongoing): Promise<string>;
  /** Throws `conflict` for the removal of one that containers use which are not named. */
  actOnImage(imageId: string, action: ImageAction): Promise<void>;

  /**
   * The log's lines in bundles as they come; ends with the log (or the container), or when `signal` is aborted.
   * Reads no further than it is asked to.
   * @param cut called before the first bundle when lines that were asked for had to be left out: see `logBudget`
   */
  logs(containerId: string, query: LogQuery, signal: AbortSignal, cut?: () => void): AsyncIterable<readonly LogLine[]>;
  /**
   * Watches a container's stats until `signal` is aborted. Several may watch; the engine is asked once.
   * @returns what is remembered from before
   */
  watchStats(containerId: string, watcher: StatsWatcher, signal: AbortSignal): readonly StatsSample[];
  /** Containers that are frozen in place now; as it was last known while the connection is lost. */
  checkpointedContainers(): Promise<readonly FrozenContainer[]>;
}
