// @ts-check
/** CRIU: whether containers can be frozen. */
import { limited, missing, ok } from './item.mjs';

/**
 * @param {import('./types.ts').Machine} machine
 * @param {NonNullable<import('./types.ts').DoctorOptions['trial']>} trial
 * @param {import('./types.ts').Remedies} remedies
 * @returns {Promise<import('../../../shared/doctor.ts').DoctorItem>}
 */
export async function criuItem(machine, trial, remedies) {
  const [id, title] = ['criu', 'CRIU'];
  const program = await machine.which('criu');
  const version = program === null ? null : await versionOf(machine, program);
  if (!machine.isRoot) {
    const cost = "No checkpoints of your own containers: only root's can be frozen.";
    return limited(id, title, version, cost, "Use root's Podman for what you want to freeze.");
  }
  if (program === null) {
    return missing(id, title, 'No checkpoints.', remedies.criu);
  }
  const tried = await trial(program);
  if (tried.ok) return ok(id, title, version ?? 'works');
  const cost = `No checkpoints: it doesn't work on this kernel (${tried.reason}).`;
  return limited(id, title, version, cost, remedies.newerCriu);
}

/** @param {import('./types.ts').Machine} machine @param {string} program */
async function versionOf(machine, program) {
  return /Version: (\S+)/.exec((await machine.run(program, ['--version'])).stdout)?.[1] ?? 'of unknown version';
}
