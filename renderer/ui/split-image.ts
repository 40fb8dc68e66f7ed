/** An image's name, so that what tells images apart comes first. */
export interface ImageParts {
  /** The last part with its tag: `web:2.4`. */
  readonly name: string;
  /** The registry and folders before it: `localhost/shop`; empty where there are none. */
  readonly place: string;
}

export function splitImage(image: string): ImageParts {
  const cut = image.lastIndexOf('/');
  return { name: image.slice(cut + 1), place: image.slice(0, Math.max(0, cut)) };
}
