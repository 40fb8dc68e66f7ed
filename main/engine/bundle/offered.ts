/** The bundle engine, where this machine can run it. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Environment } from '../../host/containers-conf.ts';
import { defaultRuntime, findConmon, runtimeSettings } from '../../runtime/conmon/runtime-settings.ts';
import { BundleEngine } from './bundle-engine.ts';
import type { Place } from './opened.ts';

/**
 * Where the app's own bundle engine keeps what it has: in `$XDG_DATA_HOME/gantry` what outlives a reboot, and in `/run`,
 * under a name for each such folder, what doesn't. (`$XDG_RUNTIME_DIR` goes when its user logs out; containers run on.)
 */
export function ownPlace(environment: Environment): Place {
  const { XDG_DATA_HOME: named = '', HOME: home = '' } = environment;
  // A relative one is to be passed over, says the XDG specification.
  const data = path.isAbsolute(named) ? named : path.join(home || homedir(), '.local', 'share');
  const folder = path.join(data, 'gantry');
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return { environment, folder, runFolder: path.join('/run/gantry', mark) };
}

/**
 * It takes conmon and an OCI runtime, and root: without, neither namespaces nor control groups can be made. Who has
 * containers of it gets it all the same, to look at them and to remove them. Only files are looked at: what the engine is
 * made of is loaded when it is started.
 * @returns null where it can't
 */
export async function offeredEngine(place: Place, isRoot: boolean): Promise<BundleEngine | null> {
  if (!isRoot) return null;
  const settings = place.settings ?? (await runtimeSettings(place.environment, true));
  const [conmon, runtime] = await Promise.all([findConmon(settings), defaultRuntime(settings)]);
  const canRun = conmon !== null && runtime !== null && runtime.path !== null;
  return canRun || (await hasContainers(place)) ? new BundleEngine(place) : null;
}

async function hasContainers({ folder }: Place): Promise<boolean> {
  const names = await readdir(path.join(folder, 'containers')).catch(() => []);
  return names.length > 0;
}
