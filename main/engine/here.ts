/** Whether an engine is on this machine. */
import os from 'node:os';
import type { EngineInfo, EngineSummary } from '../../shared/engine.ts';

/** What CONTAINER_HOST names may be a socket that leads to another machine. */
export function isHere(
  { hostname, kernel }: Pick<EngineInfo, 'hostname' | 'kernel'>,
  origin: EngineSummary['origin'],
): boolean {
  return origin !== 'container-host' || (hostname === os.hostname() && kernel === os.release());
}
