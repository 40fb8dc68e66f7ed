/** Which file of the built window an address names. */
import path from 'node:path';

/**
 * @param folder the built window
 * @returns null for an address of another host, or one that would lead out of the folder
 */
export function servedFile(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'app') return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const file = path.resolve(folder, `.${decoded}`);
  return file.startsWith(folder + path.sep) ? file : null;
}
