/** From what a user asks for to libpod's `SpecGenerator`. */
import { z } from 'zod';
import type { ContainerSpec } from '../../../shared/container.ts';
import type { CreationNeeds } from '../../host/creation-needs.ts';
import type { LibpodClient } from './client.ts';

/** Where the command line notes what labels were asked for, and inspect finds them. */
const askedLabels = 'io.podman.annotations.label';

const created = z.object({ Id: z.string(), Warnings: z.array(z.string()).nullish() });

export async function create(client: LibpodClient, spec: ContainerSpec, needs: CreationNeeds) {
  const body = specGenerator(spec, needs);
  const doing = `Create ${spec.name ?? 'a container'} from ${spec.image}`;
  const { Id, Warnings } = await client.json(created, 'POST', '/containers/create', { body, doing });
  return { id: Id, warnings: Warnings ?? [] };
}

/** libpod's `specgen.SpecGenerator`; what isn't given is left to the engine and the image. */
export function specGenerator(spec: ContainerSpec, { limits, initPath }: CreationNeeds) {
  const binds = spec.volumes.filter(({ source }) => isPath(source));
  const named = spec.volumes.filter(({ source }) => !isPath(source));
  const selinux = selinuxOptions(spec.selinux);
  return {
    image: spec.image,
    ...(spec.name === null ? {} : { name: spec.name }),
    ...(spec.command.length === 0 ? {} : { command: spec.command }),
    env: Object.fromEntries(spec.environment.map(({ name, value }) => [name, value])),
    portmappings: spec.ports.map(({ hostIp, hostPort, containerPort, protocol }) => ({
      ...(hostIp === '' ? {} : { host_ip: hostIp }),
      ...(hostPort === null ? {} : { host_port: hostPort }),
      container_port: containerPort,
      protocol,
    })),
    mounts: binds.map((volume) => ({
      type: 'bind',
      source: volume.source,
      destination: volume.destination,
      options: ['rbind', ...volumeOptions(volume)],
    })),
    volumes: named.map((volume) => ({
      Name: volume.source,
      Dest: volume.destination,
      Options: volumeOptions(volume),
    })),
    terminal: spec.terminal,
    // A terminal that takes no input would be of no use.
    stdin: spec.terminal,
    init: spec.init,
    ...(spec.init && initPath !== null ? { init_path: initPath } : {}),
    remove: spec.autoRemove,
    ...restartOptions(spec.restart),
    ...(spec.network === 'default' ? {} : { netns: { nsmode: spec.network } }),
    ...(selinux.length === 0 ? {} : { selinux_opts: selinux, annotations: { [askedLabels]: selinux.join(',label=') } }),
    ...(limits.length === 0 ? {} : { r_limits: limits }),
  };
}

function isPath(source: string): boolean {
  return source.startsWith('/');
}

function volumeOptions({ readOnly, relabel }: ContainerSpec['volumes'][number]): string[] {
  const label = { none: [], shared: ['z'], private: ['Z'] }[relabel];
  return [readOnly ? 'ro' : 'rw', ...label];
}

/** Where none is asked for there is none to tell: an engine may have a default of its own. */
function restartOptions({ when, tries }: ContainerSpec['restart']) {
  if (when === 'no') return {};
  return { restart_policy: when, ...(tries === null ? {} : { restart_tries: tries }) };
}

function selinuxOptions({ disable, type, level }: ContainerSpec['selinux']): string[] {
  if (disable) return ['disable'];
  return [...(type === null ? [] : [`type:${type}`]), ...(level === null ? [] : [`level:${level}`])];
}
