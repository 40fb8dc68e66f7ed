/** The limits that new containers of an engine need. */
import os from 'node:os';
import type { EngineInfo, EngineSummary } from '../../shared/engine.ts';
import { defaultUlimits, type Ulimit } from '../host/containers-conf.ts';
import { isOlder } from '../host/doctor/podman.ts';
import type { Where } from './places.ts';

type Told = Pick<EngineInfo, 'version' | 'hostname' | 'kernel'>;

/** @returns empty: the engine's own defaults do */
export async function limitsFor(
  engine: Told,
  origin: EngineSummary['origin'],
  { environment, isRoot }: Where,
): Promise<readonly Ulimit[]> {
  // Since 5.0 Podman applies its configured limits over the API too.
  if (!isOlder(engine.version, '5.0.0')) return [];
  return isHere(engine, origin) ? defaultUlimits(environment, isRoot) : [];
}

/** What CONTAINER_HOST names may be a socket that leads to another machine, whose limits are its own. */
function isHere({ hostname, kernel }: Told, origin: EngineSummary['origin']): boolean {
  return origin !== 'container-host' || (hostname === os.hostname() && kernel === os.release());
}
