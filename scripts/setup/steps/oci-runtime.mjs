// @ts-check
/** runc in place of crun where crun refuses the machine's cgroups. */
import { cgroups } from '../../../main/host/doctor/cgroups.mjs';

/**
 * @param {{
 *   machine: import('../../../main/host/doctor/types.ts').Machine,
 *   podman: { runtime: string | null },
 *   say: (line: string) => void,
 * }} options
 * @returns {Promise<string | null>} `runtime` for our containers.conf, null where Podman's own choice serves
 */
export async function ociRuntime({ machine, podman, say }) {
  if (podman.runtime !== 'crun' || !(await cgroups(machine)).crunRefuses) return null;
  if ((await machine.which('runc')) === null) {
    say('crun refuses the cgroups of this machine, and runc is not here: containers will not start. Install runc.');
    return null;
  }
  say('crun refuses the cgroups of this machine (version 1, hybrid): runc is used');
  return 'runc';
}
