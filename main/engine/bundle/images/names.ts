/** Names of images, as people write them and as they are kept: `registry/path:tag`. */
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';

const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
/** A host with a dot or a port, or `localhost`; then the path; then the tag. */
const whole = new RegExp(
  `^(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|[A-Za-z0-9.-]+:\\d+)(?::\\d+)?/${part}(?:/${part})*:[\\w][\\w.-]{0,127}$`,
);

export const imageName = z.string().max(512).regex(whole);

/**
 * The name in full: where no registry is named `localhost`, as for images that were made here, and `latest` without a tag.
 * @returns null for what can't be one
 */
export function fullName(text: string): string | null {
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const withHost = /[.:]/.test(first) || first === 'localhost' ? text : `localhost/${text}`;
  const tagged = /:[^/]*$/.test(withHost) ? withHost : `${withHost}:latest`;
  return imageName.safeParse(tagged).success ? tagged : null;
}

/** @throws GantryError `invalid` */
export function mustBeName(text: string): string {
  const name = fullName(text);
  if (name !== null) return name;
  throw new GantryError({
    code: 'invalid',
    message: `${JSON.stringify(text)} can't be the name of an image.`,
    hint: 'Use small letters, digits and . _ - with slashes between, and a tag after a colon.',
  });
}

/**
 * The names that a source tells, in full. A tag alone belongs to a name, which then is the source's own.
 * @param source such as `busybox.tar.gz`
 */
export function namesFrom(said: readonly string[], source: string): string[] {
  return said.flatMap((each) => {
    const isTagAlone = /^[\w][\w.-]*$/.test(each);
    return fullName(isTagAlone ? `${stemOf(source)}:${each}` : each) ?? [];
  });
}

function stemOf(source: string): string {
  const stem = source.toLowerCase().replace(/\.(oci|docker)?(\.?tar)?(\.(gz|zst))?$|\.tgz$/, '');
  return stem.replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '') || 'image';
}
