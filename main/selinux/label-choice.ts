/**
 * Which labels a new container gets: libpod's choice (`container_internal.go`, `processLabel`) over that of libselinux's
 * Go binding (`label.InitLabels`), in one place.
 */
import { parseContext, type SelinuxContext } from '../../shared/selinux.ts';
import { type Categories, privilegedCategories } from './categories.ts';
import { printContext, withTypeOf } from './context.ts';
import type { LabelOptions } from './label-options.ts';
import type { LxcContexts } from './policy.ts';

/** What runs in the container, as far as its label asks. */
export interface LabelledContainer {
  /** Its OCI runtime separates it by a virtual machine. */
  readonly kvm: boolean;
  /** Its first process is an init. */
  readonly systemd: boolean;
  readonly options: LabelOptions;
}

/** Empty strings: none. */
export interface ChosenLabels {
  readonly processLabel: string;
  readonly mountLabel: string;
}

/**
 * @param contexts the policy's; null where SELinux is off or the policy knows no containers: then there is no label
 * @param categories for this container alone; not used where the user names a level, or wants no label
 */
export function chooseLabels(
  contexts: LxcContexts | null,
  { kvm, systemd, options }: LabelledContainer,
  categories: Categories,
): ChosenLabels {
  if (contexts === null) return { processLabel: '', mountLabel: '' };
  if (options.disable) {
    return { processLabel: '', mountLabel: atLevel(contexts.file, privilegedCategories) };
  }
  const process = changed(atLevel(contexts.process, categories), {
    user: options.user,
    role: options.role,
    type: options.type,
    level: options.level,
  });
  const mountLabel = changed(atLevel(contexts.file, categories), {
    user: options.user,
    type: options.filetype,
    level: options.level,
  });
  return { processLabel: options.type === null ? typed(process, contexts, kvm, systemd) : process, mountLabel };
}

/** A virtual machine comes before an init inside of it. */
function typed(label: string, { kvmProcess, initProcess }: LxcContexts, kvm: boolean, systemd: boolean): string {
  if (kvm) return withTypeOf(label, kvmProcess);
  return systemd ? withTypeOf(label, initProcess) : label;
}

/** A policy without levels stays without. */
function atLevel(label: string, categories: Categories): string {
  return parseContext(label)?.level ? changed(label, { level: levelOf(categories) }) : label;
}

function levelOf([one, other]: Categories): string {
  return `s0:c${one},c${other}`;
}

function changed(label: string, wanted: { readonly [Field in keyof SelinuxContext]?: string | null }): string {
  const context = parseContext(label);
  if (context === null) return label;
  const { user, role, type, level } = wanted;
  return printContext({
    user: user ?? context.user,
    role: role ?? context.role,
    type: type ?? context.type,
    level: level ?? context.level,
  });
}
