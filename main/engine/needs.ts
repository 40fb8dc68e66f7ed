/** What new containers of an engine need to be told of the machine that it runs on. */
import type { EngineInfo, EngineSummary } from '../../shared/engine.ts';
import { type CreationNeeds, creationNeeds, noNeeds } from '../host/creation-needs.ts';
import { isHere } from './here.ts';
import type { Where } from './places.ts';

/** Another machine's are its own, and not known here. */
export async function needsOf(
  engine: Pick<EngineInfo, 'version' | 'hostname' | 'kernel'>,
  origin: EngineSummary['origin'],
  { environment, isRoot }: Where,
): Promise<CreationNeeds> {
  return isHere(engine, origin) ? creationNeeds(engine.version, environment, isRoot) : noNeeds;
}
