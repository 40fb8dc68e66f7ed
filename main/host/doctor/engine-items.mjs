// @ts-check
/** Podman and what it is made of. */
import { info, limited, missing, ok } from './item.mjs';
import { oldestPodman } from './podman.mjs';
import { asUlimits } from './rlimits.mjs';

/** @typedef {import('../../../shared/doctor.ts').DoctorItem} DoctorItem */
/** @typedef {import('./types.ts').Machine} Machine */
/** @typedef {import('./types.ts').PodmanFacts} PodmanFacts */
/** @typedef {import('./types.ts').BundleFacts} BundleFacts */
/** @typedef {import('./types.ts').Remedies} Remedies */

/**
 * @param {PodmanFacts | null} podman
 * @param {BundleFacts} bundle
 * @param {Remedies} remedies
 * @returns {DoctorItem}
 */
export function podmanItem(podman, bundle, remedies) {
  if (podman === null && bundle.able) {
    return info('podman', 'Podman', 'none', "Not needed: Gantry's own bundle engine runs containers without it.");
  }
  if (podman === null) return missing('podman', 'Podman', 'No containers at all.', remedies.podman);
  if (podman.tooOld) {
    const cost = `Gantry needs Podman ${oldestPodman} or newer.`;
    return missing('podman', 'Podman', cost, 'Upgrade Podman with your package manager.', podman.version);
  }
  if (podman.complaint !== null) {
    const cost = `Podman doesn't work: ${podman.complaint}`;
    return missing('podman', 'Podman', cost, 'Run `podman info` in a terminal to see more.', podman.version);
  }
  return ok('podman', 'Podman', `${podman.version}${podman.rootless ? ', rootless' : ''}`);
}

/**
 * All runtimes that are there; the one that Podman uses comes first.
 * @param {Machine} machine
 * @param {PodmanFacts | null} podman
 * @param {import('./types.ts').Cgroups} groups
 * @param {Remedies} remedies
 * @returns {Promise<DoctorItem>}
 */
export async function runtimeItem(machine, podman, groups, remedies) {
  const [id, title] = ['runtime', 'OCI runtime'];
  /** @type {string[]} */
  const found = [];
  for (const name of ['crun', 'runc', 'kata-runtime', 'krun']) {
    if ((await machine.which(name)) === null) continue;
    const version = /(?:version\s+|:\s*)(\d\S*)/.exec((await machine.run(name, ['--version'])).stdout)?.[1];
    const text = `${name}${version ? ` ${version}` : ''}`;
    if (name === podman?.runtime) found.unshift(`${text} (used)`);
    else found.push(text);
  }
  if (found.length === 0) return missing(id, title, 'No container can start.', 'Install crun or runc.');
  if (podman?.runtime === 'crun' && groups.crunRefuses) {
    const cost = 'No container can start: crun refuses the cgroups of this machine (version 1, hybrid).';
    return limited(id, title, found.join(', '), cost, remedies.runcInsteadOfCrun);
  }
  return ok(id, title, found.join(', '));
}

/** @param {Machine} machine @param {PodmanFacts | null} podman @returns {Promise<DoctorItem>} */
export async function conmonItem(machine, podman) {
  const [id, title] = ['conmon', 'conmon'];
  if (podman?.conmon) return ok(id, title, podman.conmon);
  const version = await machine.run('conmon', ['--version']);
  if (version.code === 0) return ok(id, title, /version (\S+)/.exec(version.stdout)?.[1]?.replace(',', '') ?? 'there');
  return missing(
    id,
    title,
    'No container can start: conmon holds its terminal and log.',
    'Install the package conmon.',
  );
}

/** @param {import('./types.ts').Cgroups} groups @param {boolean} isRoot @returns {DoctorItem} */
export function cgroupsItem(groups, isRoot) {
  const [id, title] = ['cgroups', 'Control groups'];
  if (groups.layout === 'v2') return ok(id, title, 'version 2');
  if (groups.layout === 'none') {
    return limited(id, title, null, 'No limits, no statistics, no pause.', 'Mount the cgroup file system.');
  }
  const found = groups.layout === 'hybrid' ? 'version 1 (hybrid)' : 'version 1';
  const boot = 'Boot with systemd.unified_cgroup_hierarchy=1.';
  if (!isRoot) return limited(id, title, found, 'Without root: no limits, no statistics, no pause.', boot);
  return limited(id, title, found, 'crun and the newest Podman want version 2; runc serves.', boot);
}

/** @param {import('./types.ts').Rlimits} limits @returns {DoctorItem} */
export function rlimitsItem(limits) {
  const [id, title] = ['rlimits', 'Resource limits'];
  if (limits.defaultsWork) return ok(id, title, "Podman's defaults");
  const cost = "Podman's defaults can't be set here; a container started outside of Gantry without limits may fail.";
  const remedy = 'Raise the hard limits (ulimit -Hn, -Hu), or set default_ulimits in your containers.conf.';
  return limited(id, title, asUlimits(limits).join(' '), cost, remedy);
}

/** @param {PodmanFacts | null} podman @param {Remedies} remedies @returns {DoctorItem} */
export function imagesItem(podman, remedies) {
  const [id, title] = ['images', 'Images'];
  const count = podman?.images ?? 0;
  if (count > 0) return ok(id, title, String(count));
  return limited(id, title, null, 'Nothing to start a container from.', remedies.image);
}
