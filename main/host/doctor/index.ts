/**
 * What is there, what is missing, and what each missing part costs the user. Shown by `npm run doctor` and on
 * the app's Engine page.
 *
 * Everything in this folder runs under plain Node as it is (types are only erased), so that the set-up shares it.
 */
import type { DoctorItem, DoctorReport } from '../../../shared/doctor.ts';
import { cgroups } from './cgroups.ts';
import { criuItem } from './criu-item.ts';
import { tryCriu } from './criu-trial.ts';
import { cgroupsItem, conmonItem, imagesItem, podmanItem, rlimitsItem, runtimeItem } from './engine-items.ts';
import { type Machine, thisMachine } from './machine.ts';
import { podmanFacts } from './podman.ts';
import { byHand, bySetUp } from './remedies.ts';
import { rlimits } from './rlimits.ts';
import {
  dependenciesItem,
  displayItem,
  type ElectronFacts,
  electronItem,
  nodeItem,
  selinuxItem,
} from './window-items.ts';

export interface DoctorOptions {
  readonly machine?: Machine;
  readonly electron: ElectronFacts | null;
  /** The project's folder; null in an installed app, which needs neither Node nor npm. */
  readonly project: string | null;
  readonly trial?: typeof tryCriu;
}

export async function doctor(options: DoctorOptions): Promise<DoctorReport> {
  const { machine = thisMachine(), electron, project, trial = tryCriu } = options;
  const remedies = project === null ? byHand : bySetUp;
  const [podman, groups, limits] = await Promise.all([podmanFacts(machine), cgroups(machine), rlimits(machine)]);
  const items = await Promise.all([
    ...(project === null ? [] : [nodeItem(machine), dependenciesItem(machine, project)]),
    electronItem(electron, remedies),
    podmanItem(podman, remedies),
    runtimeItem(machine, podman, groups, remedies),
    conmonItem(machine, podman),
    criuItem(machine, trial, remedies),
    cgroupsItem(groups, machine.isRoot),
    rlimitsItem(limits),
    selinuxItem(machine),
    displayItem(machine),
    imagesItem(podman, remedies),
  ]);
  return { items };
}

const essential = new Set(['node', 'dependencies', 'electron', 'podman', 'runtime', 'conmon', 'display']);

/** What the app can't do without. */
export function missingEssentials(report: DoctorReport): DoctorItem[] {
  return report.items.filter((item) => item.state === 'missing' && essential.has(item.id));
}
