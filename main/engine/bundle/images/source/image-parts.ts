/** An image as it lies in a folder before it is unpacked. */

export interface LayerFile {
  /** A tar, compressed or not. */
  readonly file: string;
  /** Of the file as it is; null: the format doesn't tell. */
  readonly digest: string | null;
}

export interface ImageParts {
  /** As the source has them; empty: none. */
  readonly names: readonly string[];
  /** The image configuration as it is, since its sum is the image's id. */
  readonly config: Buffer;
  /** The lowest first. */
  readonly layers: readonly LayerFile[];
}
