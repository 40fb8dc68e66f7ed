/** Which SELinux labels the bundle engine's containers get. */
import type { ContainerSpec } from '../../../shared/container.ts';
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
