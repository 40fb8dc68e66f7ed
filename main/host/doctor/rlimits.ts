/** Whether the resource limits that Podman gives every container can be set on this machine. */
import type { Machine } from './machine.ts';

/** What rootful Podman gives a container for both, unless told otherwise. */
const podmanDefault = 1_048_576;
const capSysResource = 1n << 24n;

export interface Rlimits {
  /** False: a container without limits of its own can't start ("error setting rlimit type 7"). */
  readonly defaultsWork: boolean;
  /** The highest limits that can be set here. */
  readonly nofile: number;
  readonly nproc: number;
}

export async function rlimits(machine: Machine): Promise<Rlimits> {
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

/** As `default_ulimits` of containers.conf wants them. */
export function asUlimits(limits: Rlimits): string[] {
  return [`nofile=${limits.nofile}:${limits.nofile}`, `nproc=${limits.nproc}:${limits.nproc}`];
}

function hardLimit(limits: string, name: string): number {
  const line = limits.split('\n').find((each) => each.startsWith(name)) ?? '';
  const hard = line.slice(name.length).trim().split(/\s+/)[1];
  return hard === undefined || hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
}
