/** A container's counters, from its control groups and its network devices. */
import { readFile, readlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { StatsReading } from '../stats-sample.ts';
import { type CgroupFolders, cgroupFolders, type KernelFolders, kernelFolders } from './cgroup-folders.ts';

type Counters = Pick<
  StatsReading,
  'cpuNanoseconds' | 'memoryBytes' | 'memoryLimitBytes' | 'blockReadBytes' | 'blockWriteBytes' | 'processes'
>;

/**
 * @param pid of the container's first process
 * @returns null where it is not there any more
 */
export async function readUsage(pid: number, folders: KernelFolders = kernelFolders): Promise<StatsReading | null> {
  const groups = await cgroupFolders(pid, folders);
  const counters = groups.unified === null ? await countersOf1(groups, folders) : await countersOf2(groups.unified);
  if (counters === null) return null;
  return { clockNanoseconds: Number(process.hrtime.bigint()), ...counters, ...(await networkOf(pid, folders)) };
}

async function countersOf1({ controllers }: CgroupFolders, { cgroup }: KernelFolders): Promise<Counters | null> {
  const at = (controller: string, file: string) => read(path.join(controllers.get(controller) ?? '/nowhere', file));
  const cpu = await at('cpuacct', 'cpuacct.usage');
  if (cpu === null) return null;
  const [usage, stat, limit, pids] = await Promise.all([
    at('memory', 'memory.usage_in_bytes'),
    at('memory', 'memory.stat'),
    at('memory', 'memory.limit_in_bytes'),
    at('pids', 'pids.current'),
  ]);
  // That of its groups inside is in the one, where the kernel has it.
  const block =
    (await at('blkio', 'blkio.throttle.io_service_bytes_recursive')) ??
    (await at('blkio', 'blkio.throttle.io_service_bytes'));
  return {
    cpuNanoseconds: Number(cpu),
    memoryBytes: inUse(usage, field(stat, 'total_inactive_file')),
    memoryLimitBytes: limitOf(limit),
    ...(await blockOf1(block, cgroup)),
    processes: Number(pids ?? 0),
  };
}

const device = /^\d+:\d+ /m;

/**
 * Since 6.10 the kernel counts for version 1 only on disks for which somebody has set a limit. Where it does so on none,
 * not even the root of all groups has a line of any disk, though the machine has read from one.
 */
async function blockOf1(block: string | null, cgroup: string) {
  const isCounted =
    device.test(block ?? '') ||
    device.test((await read(path.join(cgroup, 'blkio', 'blkio.throttle.io_service_bytes'))) ?? '');
  if (!isCounted) return { blockReadBytes: null, blockWriteBytes: null };
  return {
    blockReadBytes: sum(block, /^\d+:\d+ Read (\d+)$/gm),
    blockWriteBytes: sum(block, /^\d+:\d+ Write (\d+)$/gm),
  };
}

async function countersOf2(group: string): Promise<Counters | null> {
  const at = (file: string) => read(path.join(group, file));
  const cpu = await at('cpu.stat');
  if (cpu === null) return null;
  const [usage, stat, limit, block, pids] = await Promise.all(
    ['memory.current', 'memory.stat', 'memory.max', 'io.stat', 'pids.current'].map(at),
  );
  return {
    cpuNanoseconds: field(cpu, 'usage_usec') * 1000,
    memoryBytes: inUse(usage ?? null, field(stat ?? null, 'inactive_file')),
    memoryLimitBytes: limitOf(limit ?? null),
    blockReadBytes: sum(block ?? null, /\brbytes=(\d+)/g),
    blockWriteBytes: sum(block ?? null, /\bwbytes=(\d+)/g),
    processes: Number(pids ?? 0),
  };
}

/** Without what the kernel keeps of files only as long as nobody needs the room, as `docker stats` and newer Podmans. */
function inUse(usage: string | null, cache: number): number {
  return Math.max(0, Number(usage ?? 0) - cache);
}

/** The machine's memory where none is set: version 1 says a very large number then, version 2 `max`. */
function limitOf(text: string | null): number {
  const limit = Number(text?.trim() ?? Number.NaN);
  return Number.isFinite(limit) ? Math.min(limit, os.totalmem()) : os.totalmem();
}

/** None where it has the machine's own network, whose figures aren't its. */
async function networkOf(pid: number, { proc }: KernelFolders) {
  const of = (process: string) => readlink(path.join(proc, process, 'ns', 'net')).catch(() => null);
  const [own, machines] = await Promise.all([of(String(pid)), of('self')]);
  const text = own === machines ? null : await read(path.join(proc, String(pid), 'net', 'dev'));
  const devices = [...(text ?? '').matchAll(/^\s*(\S+):\s*(\d+)(?:\s+\d+){7}\s+(\d+)/gm)];
  const others = devices.filter(([, name]) => name !== 'lo');
  return {
    networkInBytes: others.reduce((total, [, , received]) => total + Number(received), 0),
    networkOutBytes: others.reduce((total, [, , , sent]) => total + Number(sent), 0),
  };
}

function field(text: string | null, name: string): number {
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1] ?? 0);
}

function sum(text: string | null, each: RegExp): number {
  return [...(text ?? '').matchAll(each)].reduce((total, [, number]) => total + Number(number), 0);
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
