/** CRIU: whether containers can be frozen. */
import type { DoctorItem } from '../../../shared/doctor.ts';
import type { tryCriu } from './criu-trial.ts';
import { limited, missing, ok } from './item.ts';
import type { Machine } from './machine.ts';
import type { Remedies } from './remedies.ts';

export async function criuItem(machine: Machine, trial: typeof tryCriu, remedies: Remedies): Promise<DoctorItem> {
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

async function versionOf(machine: Machine, program: string): Promise<string> {
  return /Version: (\S+)/.exec((await machine.run(program, ['--version'])).stdout)?.[1] ?? 'of unknown version';
}
