// @ts-check
/** An engine: the Podman that is there, or the distribution's. Its configuration is never edited. */
import { oldestPodman, podmanFacts } from '../../../main/host/doctor/podman.mjs';
import { installPackages } from '../packages.mjs';
import { SetupProblem } from '../problem.mjs';

/**
 * @param {{
 *   machine: import('../../../main/host/doctor/types.ts').Machine,
 *   yes: boolean,
 *   say: (line: string) => void,
 *   install?: typeof installPackages,
 * }} options
 * @returns {Promise<import('../../../main/host/doctor/types.ts').PodmanFacts>}
 */
export async function engine({ machine, yes, say, install = installPackages }) {
  let facts = await podmanFacts(machine);
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
