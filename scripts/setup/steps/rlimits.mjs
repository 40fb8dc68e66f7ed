// @ts-check
/**
 * Where Podman's default resource limits can't be set (a hard limit is lower and CAP_SYS_RESOURCE is
 * missing), containers get the highest limits that can.
 */
import { asUlimits, rlimits as findRlimits } from '../../../main/host/doctor/rlimits.mjs';

/**
 * @param {{ machine: import('../../../main/host/doctor/types.ts').Machine, say: (line: string) => void }} options
 * @returns {Promise<string[] | null>} `default_ulimits` for our containers.conf, null where none are needed
 */
export async function rlimits({ machine, say }) {
  const limits = await findRlimits(machine);
  if (limits.defaultsWork) return null;
  const ulimits = asUlimits(limits);
  say(`Podman's default limits can't be set here; containers get ${ulimits.join(' ')}`);
  return ulimits;
}
