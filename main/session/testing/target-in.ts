/** A container as a session takes it, in a real engine. */
import type { Engine } from '../../engine/engine.ts';
import type { SessionTarget } from '../transport.ts';

export function targetIn(engine: Engine, containerId: string): SessionTarget {
  return {
    runtime: engine.runtimeOf(containerId),
    container: engine.container(containerId),
    inspect: () => engine.inspect(containerId),
  };
}
