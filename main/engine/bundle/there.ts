/** Files whose being there says something, and since when. */
import { access, stat } from 'node:fs/promises';

export async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Milliseconds since 1970; null: there is no such file. */
export async function timeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}
