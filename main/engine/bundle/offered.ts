/** The bundle engine, where this machine can run it. */
import { defaultRuntime, findConmon, runtimeSettings } from '../../runtime/conmon/runtime-settings.ts';
import { BundleEngine } from './bundle-engine.ts';
import type { Place } from './opened.ts';

/**
 * It takes conmon and an OCI runtime, and root: without, neither namespaces nor control groups can be made.
 * @returns null where it can't
 */
export async function offeredEngine(place: Place, isRoot: boolean): Promise<BundleEngine | null> {
  if (!isRoot) return null;
  const settings = place.settings ?? (await runtimeSettings(place.environment, true));
  const [conmon, runtime] = await Promise.all([findConmon(settings), defaultRuntime(settings)]);
  return conmon === null || runtime === null || runtime.path === null ? null : new BundleEngine(place);
}
