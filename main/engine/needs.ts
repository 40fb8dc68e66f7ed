/** What new containers of an engine need to be told of the machine that it runs on. */
import os from 'node:os';
import type { EngineInfo, EngineSummary } from '../../shared/engine.ts';
import { type CreationNeeds, creationNeeds, noNeeds } from '../host/creation-needs.ts';
import type { Where } from './places.ts';

type Told = Pick<EngineInfo, 'version' | 'hostname' | 'kernel'>;

export async function needsOf(
  engine: Told,
  origin: EngineSummary['origin'],
  { environment, isRoot }: Where,
): Promise<CreationNeeds> {
  return isHere(engine, origin) ? creationNeeds(engine.version, environment, isRoot) : noNeeds;
}

/** What CONTAINER_HOST names may be a socket that leads to another machine, whose needs are its own. */
function isHere({ hostname, kernel }: Told, origin: EngineSummary['origin']): boolean {
  return origin !== 'container-host' || (hostname === os.hostname() && kernel === os.release());
}
