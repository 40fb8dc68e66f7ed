// @ts-check
/**
 * An engine: the Podman that is there, or where there is none and Gantry's own bundle engine doesn't serve, the
 * distribution's. Its configuration is never edited.
 */
import { bundleFacts } from '../../../main/host/doctor/bundle-engine.mjs';
import { oldestPodman, podmanFacts } from '../../../main/host/doctor/podman.mjs';
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';

/**
 * @param {{
 *   podmanIsNeeded?: boolean,
 *   machine: import('../../../main/host/doctor/types.ts').Machine,
 *   yes: boolean,
 *   say: (line: string) => void,
 *   install?: typeof installPackages,
 * }} options
 *   `podmanIsNeeded`: the bundle engine doesn't serve in its place
 * @returns {Promise<import('../../../main/host/doctor/types.ts').PodmanFacts | null>} null: the bundle engine serves
 */
export async function engine({ podmanIsNeeded = false, machine, yes, say, install = installPackages }) {
  let facts = await podmanFacts(machine);
  if (facts === null && !podmanIsNeeded && (await bundleFacts(machine)).able) {
    say("no Podman: Gantry's own bundle engine runs containers, with conmon and an OCI runtime");
    return null;
  }
  if (facts === null) {
    await install('engine', 'To run containers', { yes, say });
    facts = await podmanFacts(machine);
    if (facts === null) {
      throw new SetupProblem(
        'Podman was installed but is not on the PATH.',
        'Add its folder to PATH and run this again.',
      );
    }
  }
  if (facts.tooOld) {
    throw new SetupProblem(
      `Podman ${facts.version} is here, and Gantry needs ${oldestPodman} or newer.`,
      'Upgrade Podman (Debian 12, Ubuntu 24.04 and every current Fedora have a newer one), then run this again.',
    );
  }
  say(`Podman ${facts.version}${facts.rootless ? ', rootless' : ''}`);
  return facts;
}
