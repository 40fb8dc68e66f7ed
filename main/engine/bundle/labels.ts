/** Which SELinux labels the bundle engine's containers get, and giving them to files. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ContainerSpec } from '../../../shared/container.ts';
import { GantryError } from '../../../shared/errors.ts';
import { freeCategories } from '../../selinux/categories.ts';
import { processLabels, selinuxStatus } from '../../selinux/kernel.ts';
import { type ChosenLabels, chooseLabels } from '../../selinux/label-choice.ts';
import { parseLabelOptions } from '../../selinux/label-options.ts';
import { lxcContexts, policyFolder } from '../../selinux/policy.ts';
import { isSystemdMode } from '../../selinux/systemd-mode.ts';

export interface Labelled {
  readonly options: ContainerSpec['selinux'];
  /** What runs in it, without an init of ours. */
  readonly command: readonly string[];
  readonly kvm: boolean;
  /** Of the other containers: no two have the same categories. */
  readonly taken: Iterable<string>;
}

/** Empty where SELinux is off. @throws GantryError `invalid` for a label that can't be */
export async function labelsFor({ options, command, kvm, taken }: Labelled): Promise<ChosenLabels> {
  const asked = parseLabelOptions(optionsOf(options));
  const { enabled } = await selinuxStatus();
  const policy = enabled ? await policyFolder() : null;
  if (policy === null) return { processLabel: '', mountLabel: '' };
  const contexts = await lxcContexts(policy);
  const categories = freeCategories([...taken, ...(await processLabels())]);
  return chooseLabels(contexts, { kvm, systemd: isSystemdMode('true', command), options: asked }, categories);
}

/** As Podman tells what was asked for. */
export function optionsOf({ disable, type, level }: ContainerSpec['selinux']): string[] {
  return [
    ...(disable ? ['disable'] : []),
    ...(type === null ? [] : [`type:${type}`]),
    ...(level === null ? [] : [`level:${level}`]),
  ];
}

/** Gives all files in a folder this label. */
export async function relabel(folder: string, label: string): Promise<void> {
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
