/** The same as a command line, for those who want to learn it or to put it into a script. */
import type { ContainerSpec } from '../../../shared/container.ts';
import { publishWord } from '../../../shared/port.ts';
import { quoteWord } from '../../ui/shell-words.ts';

type Volume = ContainerSpec['volumes'][number];

/**
 * @param podman what calls the engine: see `EngineSummary.command`
 * @param start `podman run`; else `podman create`
 */
export function commandLine(podman: readonly string[], spec: ContainerSpec, start: boolean): string {
  return commandWords(podman, spec, start).join(' ');
}

/** Its words, each as one types it. */
export function commandWords(podman: readonly string[], spec: ContainerSpec, start: boolean): readonly string[] {
  const words = [...podman, start ? 'run' : 'create', ...options(spec, start), spec.image || 'IMAGE', ...spec.command];
  return words.map(quoteWord);
}

/** Brings an image to the engine. */
export function pullLine(podman: readonly string[], image: string): string {
  return [...podman, 'pull', image].map(quoteWord).join(' ');
}

function options(spec: ContainerSpec, start: boolean): string[] {
  const { selinux } = spec;
  return [
    ...(start ? ['--detach'] : []),
    ...(spec.name === null ? [] : ['--name', spec.name]),
    ...(spec.terminal ? ['--interactive', '--tty'] : []),
    ...(spec.init ? ['--init'] : []),
    ...(spec.autoRemove ? ['--rm'] : []),
    ...restartWords(spec.restart),
    ...spec.environment.flatMap(({ name, value }) => ['--env', `${name}=${value}`]),
    ...(spec.network === 'default' ? [] : ['--network', spec.network]),
    ...spec.ports.flatMap((port) => ['--publish', publishWord({ ...port, range: 1 })]),
    ...spec.volumes.flatMap((volume) => ['--volume', volumeWord(volume)]),
    ...(selinux.disable ? ['--security-opt', 'label=disable'] : []),
    ...(selinux.type === null ? [] : ['--security-opt', `label=type:${selinux.type}`]),
    ...(selinux.level === null ? [] : ['--security-opt', `label=level:${selinux.level}`]),
  ];
}

function restartWords({ when, tries }: ContainerSpec['restart']): string[] {
  if (when === 'no') return [];
  return ['--restart', tries === null ? when : `${when}:${tries}`];
}

function volumeWord({ source, destination, readOnly, relabel }: Volume): string {
  const flags = [...(readOnly ? ['ro'] : []), ...{ none: [], shared: ['z'], private: ['Z'] }[relabel]];
  return [source, destination, ...(flags.length === 0 ? [] : [flags.join(',')])].join(':');
}
