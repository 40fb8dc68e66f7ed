// @ts-check
import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/**
 * Finds a program on the PATH.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | null>}
 */
export async function which(name, env = process.env) {
  // A user's PATH often lacks the sbin folders, where runc, criu and iptables live.
  const folders = [...(env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  for (const folder of folders) {
    if (folder === '') continue;
    const file = path.join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // not here
    }
  }
  return null;
}
