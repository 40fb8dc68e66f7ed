/** An image as the store keeps it. */
import type { ImageConfig, ImageSettings } from './image-config.ts';

export interface StoredImage {
  /** The SHA-256 of its configuration, 64 hexadecimal digits, as everywhere. */
  readonly id: string;
  /** The names it goes by, such as `localhost/busybox:latest`; empty for a nameless one. */
  readonly names: readonly string[];
  /** Of the files in its root file system. */
  readonly sizeBytes: number;
  /** Milliseconds since 1970: as the image says, or when it was imported where it doesn't. */
  readonly createdAt: number;
  readonly config: ImageConfig;
  /**
   * The folder with its root file system, all layers in one. Nobody writes there: a container gets a copy
   * (`ImageStore.copyRoot`), or has it as the lower layer of an overlay.
   */
  readonly root: string;
}

export interface ImportOptions {
  /** Null: the names that the source tells. A root file system tells none. */
  readonly name: string | null;
  /** How a container of a root file system runs, which doesn't tell; not used where the source does. */
  readonly settings?: Partial<ImageSettings>;
  /** Aborted: nothing is left of it. */
  readonly signal?: AbortSignal;
  /** Called with the bytes that have been read of the source so far. */
  readonly onProgress?: (bytes: number) => void;
}
