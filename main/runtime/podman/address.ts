/** Addresses in libpod's API. Names of containers come from users: whatever stands in an address is encoded. */

/** Served alike by every Podman since 4.0, so that its answers have the same shape everywhere. */
const prefix = '/v4.0.0/libpod';

/** What isn't given is left out; of a list each value goes by itself. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined | null>>;

/** @param path below the API's prefix, its parts encoded */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return `${prefix}${path}${text === '' ? '' : `?${text}`}`;
}

/** A container's place, by its id or name. @param rest of the path: `/start` */
export function containerPath(id: string, rest = ''): string {
  return `/containers/${encodeURIComponent(id)}${rest}`;
}

/** An image's place, by its id. @param rest of the path: `/json` */
export function imagePath(id: string, rest = ''): string {
  return `/images/${encodeURIComponent(id)}${rest}`;
}

/** An exec session's place, by the engine's own id. */
export function execPath(execId: string, rest = ''): string {
  return `/exec/${encodeURIComponent(execId)}${rest}`;
}
