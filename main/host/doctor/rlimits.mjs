// @ts-check
/** Whether the resource limits that Podman gives every container can be set on this machine. */

/** What rootful Podman gives a container for both, unless told otherwise. */
const podmanDefault = 1_048_576;
const capSysResource = 1n << 24n;

/** @param {import('./types.ts').Machine} machine @returns {Promise<import('./types.ts').Rlimits>} */
export async function rlimits(machine) {
  const limits = (await machine.read('/proc/self/limits')) ?? '';
  const status = (await machine.read('/proc/self/status')) ?? '';
  const nofile = hardLimit(limits, 'Max open files');
  const nproc = hardLimit(limits, 'Max processes');
  const capabilities = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  // Rootless Podman lowers its defaults to the limits by itself.
  const defaultsWork =
    !machine.isRoot || (capabilities & capSysResource) !== 0n || (nofile >= podmanDefault && nproc >= podmanDefault);
  // Podman lowers its own process limit to the kernel's highest process id, and its containers' can't be above it.
  const pidMax = Number((await machine.read('/proc/sys/kernel/pid_max')) ?? podmanDefault);
  return { defaultsWork, nofile: Math.min(nofile, podmanDefault), nproc: Math.min(nproc, podmanDefault, pidMax) };
}

/** As `default_ulimits` of containers.conf wants them. @param {import('./types.ts').Rlimits} limits */
export function asUlimits(limits) {
  return [`nofile=${limits.nofile}:${limits.nofile}`, `nproc=${limits.nproc}:${limits.nproc}`];
}

/** @param {string} limits @param {string} name */
function hardLimit(limits, name) {
  const line = limits.split('\n').find((each) => each.startsWith(name)) ?? '';
  const hard = line.slice(name.length).trim().split(/\s+/)[1];
  return hard === undefined || hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
}
