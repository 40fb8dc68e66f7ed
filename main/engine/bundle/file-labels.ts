/** Giving SELinux labels to files: to a container's own, and to the volumes that it is to use. */
import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { GantryError } from '../../../shared/errors.ts';
import { parseContext } from '../../../shared/selinux.ts';
import { printContext } from '../../selinux/context.ts';
import { filesFolder, rootFolder } from './container-files.ts';
import type { ToRelabel } from './spec/container-config.ts';

/** The machine's own: with a container's label on their files, none of its programs could use them. As libselinux's Go binding has them. */
const machines: ReadonlySet<string> = new Set([
  ...['/', '/bin', '/boot', '/dev', '/etc', '/etc/passwd', '/etc/pki', '/etc/shadow', '/home', '/lib', '/lib64'],
  ...['/media', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/var', '/var/lib'],
  '/var/log',
]);

/**
 * Labels what a container may touch of its bundle, and the volumes. Its record and its configuration keep theirs: what is in
 * them is not for the container.
 * @param mountLabel the container's; empty: SELinux is off, and nothing is done
 * @throws GantryError `invalid` for a volume that is the machine's own
 */
export async function labelFiles(bundle: string, volumes: readonly ToRelabel[], mountLabel: string): Promise<void> {
  if (mountLabel === '') return;
  await mustBeForContainers(volumes);
  for (const name of [rootFolder, filesFolder]) await relabel(path.join(bundle, name), mountLabel);
  await labelVolumes(volumes, mountLabel);
}

/** For many containers, or for one alone. */
export async function labelVolumes(volumes: readonly ToRelabel[], mountLabel: string): Promise<void> {
  if (mountLabel === '') return;
  for (const { path: place, shared } of volumes) {
    // What is mounted is what a link leads to.
    await relabel(await realpath(place), shared ? sharedLabel(mountLabel) : mountLabel);
  }
}

/** @throws GantryError `invalid` for a folder of the machine's own, which no container's label may have */
export async function mustBeForContainers(volumes: readonly ToRelabel[], home = homedir()): Promise<void> {
  const kept = new Set([...machines, home, await realpath(home).catch(() => home)]);
  for (const { path: place } of volumes) {
    if (!kept.has(await realpath(place))) continue;
    throw new GantryError({
      code: 'invalid',
      message: `The files in ${place} may not be given a container's label: the machine itself needs them.`,
      hint: 'Mount it without relabelling, or choose a folder for the container alone.',
    });
  }
}

/** Without the categories, which keep containers from each other. */
export function sharedLabel(mountLabel: string): string {
  const context = parseContext(mountLabel);
  if (context === null || context.level === '') return mountLabel;
  return printContext({ ...context, level: context.level.replace(/[-:].*$/, '') });
}

/** Gives all files in a folder this label. */
async function relabel(folder: string, label: string): Promise<void> {
  try {
    await promisify(execFile)('chcon', ['-R', '-h', '--', label, folder]);
  } catch (thrown) {
    throw new GantryError({
      code: 'engine-failed',
      message: `The files in ${folder} could not be given their SELinux label.`,
      engineMessage: thrown instanceof Error ? thrown.message : String(thrown),
      hint: 'Its file system may not keep labels: choose another folder, or no relabelling.',
      cause: thrown,
    });
  }
}
