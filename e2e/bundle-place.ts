/** Where the bundle engine of a test's app keeps what it has, and clearing away what a test has left running there. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Its own, whatever the user of this machine has. @param dataFolder of the app */
export function bundleEnvironment(dataFolder: string): { readonly XDG_DATA_HOME: string } {
  return { XDG_DATA_HOME: path.join(dataFolder, 'share') };
}

/** What doesn't outlive a reboot is below `/run`, under the state folder's mark: as main/engine/bundle/offered.ts has it. */
function runFolder(dataFolder: string): string {
  const folder = path.join(bundleEnvironment(dataFolder).XDG_DATA_HOME, 'gantry');
  return path.join('/run/gantry', createHash('sha256').update(folder).digest('hex').slice(0, 12));
}

/** Ends all containers that are left there, as a reboot would. The app must have ended. */
export async function clearBundleEngine(dataFolder: string): Promise<void> {
  const folder = runFolder(dataFolder);
  const runtimes = (await namesIn(folder)).filter((name) => name !== 'networks' && name !== 'booted');
  for (const name of runtimes) {
    const root = path.join(folder, name, 'runtime');
    for (const id of await namesIn(root)) await run(name, ['--root', root, 'delete', '--force', id]);
  }
  const networks = path.join(folder, 'networks');
  for (const name of await namesIn(networks)) await run('umount', ['--lazy', path.join(networks, name)]);
  await rm(folder, { recursive: true, force: true });
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  });
}
