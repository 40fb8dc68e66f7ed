// @ts-check
/**
 * What is there, what is missing, and what each missing part costs the user. Shown by `npm run doctor` and on
 * the app's Engine page.
 *
 * Plain Node without a dependency, as the scripts are: it has to tell of a machine where nothing is installed yet.
 */
import { bundleFacts, bundleItem } from './bundle-engine.mjs';
import { cgroups } from './cgroups.mjs';
import { criuItem } from './criu-item.mjs';
import { tryCriu } from './criu-trial.mjs';
import { cgroupsItem, conmonItem, imagesItem, podmanItem, rlimitsItem, runtimeItem } from './engine-items.mjs';
import { thisMachine } from './machine.mjs';
import { podmanFacts } from './podman.mjs';
import { byHand, bySetUp } from './remedies.mjs';
import { rlimits } from './rlimits.mjs';
import { dependenciesItem, displayItem, electronItem, nodeItem, selinuxItem } from './window-items.mjs';

/** @typedef {import('../../../shared/doctor.ts').DoctorReport} DoctorReport */

/** @param {import('./types.ts').DoctorOptions} options @returns {Promise<DoctorReport>} */
export async function doctor(options) {
  const { machine = thisMachine(), electron, project, trial = tryCriu } = options;
  const remedies = project === null ? byHand : bySetUp;
  const [podman, bundle, groups, limits] = await Promise.all([
    podmanFacts(machine),
    bundleFacts(machine),
    cgroups(machine),
    rlimits(machine),
  ]);
  const items = await Promise.all([
    ...(project === null ? [] : [nodeItem(machine), dependenciesItem(machine, project)]),
    electronItem(electron, remedies),
    podmanItem(podman, bundle, remedies),
    bundleItem(bundle),
    runtimeItem(machine, podman, groups, remedies),
    conmonItem(machine, podman),
    criuItem(machine, trial, remedies),
    cgroupsItem(groups, machine.isRoot),
    rlimitsItem(limits),
    selinuxItem(machine),
    displayItem(machine),
    ...(podman === null && bundle.able ? [] : [imagesItem(podman, remedies)]),
  ]);
  return { items };
}

const essential = new Set(['node', 'dependencies', 'electron', 'podman', 'runtime', 'conmon', 'display']);

/** What the app can't do without. @param {DoctorReport} report */
export function missingEssentials(report) {
  return report.items.filter((item) => item.state === 'missing' && essential.has(item.id));
}
