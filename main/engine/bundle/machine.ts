/** What the bundle engine has to know of the machine that it runs on. */
import { statfs } from 'node:fs/promises';
import { type Environment, settingsInForce } from '../../host/containers-conf.ts';
import { thisMachine } from '../../host/doctor/machine.mjs';
import { findHelper } from '../../host/helper-programs.ts';
import { initProgram } from '../../host/init-path.ts';
import { defaultUlimits } from '../../host/ulimits.ts';
import type { MachineTraits } from './creation.ts';

/** `CGROUP2_SUPER_MAGIC` of statfs(2). */
const cgroup2 = 0x63677270;

/** Whether the machine has control groups of version 2 alone. */
export async function hasUnifiedCgroups(folder = '/sys/fs/cgroup'): Promise<boolean> {
  return (await statfs(folder).catch(() => null))?.type === cgroup2;
}

export async function machineTraits(environment: Environment): Promise<Omit<MachineTraits, 'volumesFolder'>> {
  const settings = await settingsInForce(environment, true);
  return {
    ulimits: await defaultUlimits(settings, thisMachine(environment)),
    unifiedCgroups: await hasUnifiedCgroups(),
    initPath: await initProgram({ settings, environment }),
  };
}

/** Null: there is none, and so no bridge. */
export async function findNetavark(environment: Environment): Promise<string | null> {
  return findHelper('netavark', { settings: await settingsInForce(environment, true), environment });
}
