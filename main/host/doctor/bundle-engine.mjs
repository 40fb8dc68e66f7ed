// @ts-check
/** What Gantry's own bundle engine needs, which runs containers without Podman. */
import { info, ok } from './item.mjs';

/** @typedef {import('../../../shared/doctor.ts').DoctorItem} DoctorItem */
/** @typedef {import('./types.ts').Machine} Machine */
/** @typedef {import('./types.ts').BundleFacts} BundleFacts */

/** Beside the PATH, as Podman has them. */
const conmonPlaces = ['/usr/libexec/podman/conmon', '/usr/local/libexec/podman/conmon', '/usr/local/lib/podman/conmon'];

/** @param {Machine} machine @returns {Promise<BundleFacts>} */
export async function bundleFacts(machine) {
  const conmon = await firstThat(['conmon', ...conmonPlaces], machine);
  const runtime = await firstThat(['crun', 'runc', 'kata-runtime', 'krun'], machine);
  const lacks = [
    ...(conmon === null ? ['conmon'] : []),
    ...(runtime === null ? ['an OCI runtime (runc or crun)'] : []),
  ];
  return { isRoot: machine.isRoot, lacks, able: machine.isRoot && lacks.length === 0 };
}

/** It is no fault where it isn't there, unless there is no Podman either. @param {BundleFacts} facts @returns {DoctorItem} */
export function bundleItem({ isRoot, lacks, able }) {
  const [id, title] = ['bundle', 'Bundle engine'];
  if (able) return ok(id, title, 'conmon and an OCI runtime, without Podman');
  const cost = isRoot
    ? `No containers without Podman: ${lacks.join(' and ')} ${lacks.length === 1 ? 'is' : 'are'} missing.`
    : 'No containers without Podman: only root can run them so.';
  return info(id, title, 'not offered', cost);
}

/** @param {readonly string[]} programs @param {Machine} machine @returns {Promise<string | null>} */
async function firstThat(programs, machine) {
  for (const program of programs) {
    const found = program.startsWith('/')
      ? (await machine.run(program, ['--version'])).code === 0
      : await machine.which(program);
    if (found) return program;
  }
  return null;
}
