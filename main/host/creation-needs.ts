/** What a new container needs to be told of this machine, since Podman doesn't find it out over its API by itself. */
import { type Environment, settingsInForce } from './containers-conf.ts';
import { thisMachine } from './doctor/machine.mjs';
import { isOlder } from './doctor/podman.mjs';
import { initBehindLink } from './init-path.ts';
import { defaultUlimits, type Ulimit } from './ulimits.ts';

export interface CreationNeeds {
  /** Empty: the engine's own defaults do. */
  readonly limits: readonly Ulimit[];
  /** The program for one that is to have an init; null: the engine's own choice does. */
  readonly initPath: string | null;
}

export const noNeeds: CreationNeeds = { limits: [], initPath: null };

/** @param version of the Podman on this machine */
export async function creationNeeds(
  version: string,
  environment: Environment,
  isRoot: boolean,
): Promise<CreationNeeds> {
  const settings = await settingsInForce(environment, isRoot);
  return {
    // Before 5.0 Podman applies `default_ulimits` on its command line, but not over its API.
    limits: isOlder(version, '5.0.0') ? await defaultUlimits(settings, thisMachine(environment)) : [],
    initPath: await initBehindLink({ version, settings, environment }),
  };
}
