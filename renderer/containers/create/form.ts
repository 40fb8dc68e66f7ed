/** What stands in the fields of the create dialog, and what it makes of it. */

import type { z } from 'zod/mini';
import type { ContainerSpec, RestartPolicy, relabel } from '../../../shared/container.ts';
import { portNumber, readHostPort } from '../../ui/host-port.ts';
import { splitWords } from '../../ui/shell-words.ts';
import { nameFault as faultOfName } from '../name-fault.ts';

interface Row {
  /** Tells rows apart while they are edited. */
  readonly key: number;
}
export interface EnvironmentRow extends Row {
  readonly name: string;
  readonly value: string;
}
export interface PortRow extends Row {
  /** A port, or an address and a port; empty: the engine picks one. */
  readonly host: string;
  readonly container: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}
export interface VolumeRow extends Row {
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
  readonly relabel: z.infer<typeof relabel>;
}

export interface CreateForm {
  readonly image: string;
  readonly name: string;
  readonly command: string;
  readonly environment: readonly EnvironmentRow[];
  readonly ports: readonly PortRow[];
  readonly volumes: readonly VolumeRow[];
  readonly terminal: boolean;
  readonly init: boolean;
  /** Not in force with a restart policy. */
  readonly autoRemove: boolean;
  readonly network: ContainerSpec['network'];
  readonly restart: RestartPolicy['when'];
  /** Of `on-failure`; empty: without end. */
  readonly restartTries: string;
  readonly selinux: 'engine' | 'own' | 'disable';
  readonly selinuxType: string;
  readonly selinuxLevel: string;
}

export const emptyForm: CreateForm = {
  image: '',
  name: '',
  command: '',
  environment: [],
  ports: [],
  volumes: [],
  terminal: true,
  init: false,
  autoRemove: false,
  network: 'default',
  restart: 'no',
  restartTries: '',
  selinux: 'engine',
  selinuxType: '',
  selinuxLevel: '',
};

/** By field: `image`, `command`, `port-3-host` (of the row of this key) … */
export type Faults = ReadonlyMap<string, string>;

export interface Judged {
  /** As it stands; what is faulty is left out of it. */
  readonly spec: ContainerSpec;
  readonly faults: Faults;
}

/** @param taken names that other containers have */
export function judgeForm(form: CreateForm, taken: ReadonlySet<string>): Judged {
  const faults = new Map<string, string>();
  const check = (field: string, fault: string | null): boolean => {
    if (fault !== null) faults.set(field, fault);
    return fault === null;
  };
  check('image', form.image.trim() === '' ? 'Which image?' : null);
  check('name', nameFault(form.name, taken));
  const command = splitWords(form.command);
  check('command', command === null ? 'A quote isn’t closed.' : null);
  const restart = readRestart(form);
  check('restart-tries', restart === null ? 'A number from 1 on.' : null);
  const own = form.selinux === 'own';
  const type = form.selinuxType.trim();
  const level = form.selinuxLevel.trim();
  if (own) check('selinux-type', type === '' || /^\w+$/.test(type) ? null : 'One word, such as container_t.');
  if (own) check('selinux-level', level === '' || /^s\d[\w:,.-]*$/.test(level) ? null : 'Such as s0:c100,c200.');
  const spec: ContainerSpec = {
    image: form.image.trim(),
    name: form.name === '' ? null : form.name,
    command: command ?? [],
    environment: form.environment
      .filter((row) => check(`environment-${row.key}-name`, environmentFault(row)))
      .map(({ name, value }) => ({ name, value })),
    // Those that stand in the fields are kept for another choice.
    ports: (form.network === 'default' ? form.ports : []).flatMap((row) => {
      const port = readPort(row);
      if (!('fault' in port)) return [port];
      check(`port-${row.key}-${port.field}`, port.fault);
      return [];
    }),
    volumes: form.volumes
      .filter((row) => {
        const source = check(`volume-${row.key}-source`, sourceFault(row));
        const destination = check(`volume-${row.key}-destination`, destinationFault(row));
        return source && destination;
      })
      .map(({ key: _key, ...volume }) => volume),
    terminal: form.terminal,
    init: form.init,
    autoRemove: form.autoRemove && form.restart === 'no',
    network: form.network,
    restart: restart ?? { when: form.restart, tries: null },
    selinux: {
      disable: form.selinux === 'disable',
      type: own && type !== '' ? type : null,
      level: own && level !== '' ? level : null,
    },
  };
  return { spec, faults };
}

/** @returns null where it is faulty */
function readRestart({ restart: when, restartTries }: CreateForm): RestartPolicy | null {
  const typed = when === 'on-failure' ? restartTries.trim() : '';
  if (typed === '') return { when, tries: null };
  return /^[1-9]\d{0,8}$/.test(typed) ? { when, tries: Number(typed) } : null;
}

function nameFault(name: string, taken: ReadonlySet<string>): string | null {
  if (name === '') return null;
  if (taken.has(name)) return 'Another container has this name.';
  return faultOfName(name);
}

function environmentFault({ name }: EnvironmentRow): string | null {
  if (name === '') return 'Which variable?';
  return /[=\0]/.test(name) ? 'A name has no “=” in it.' : null;
}

function sourceFault({ source }: VolumeRow): string | null {
  if (source === '') return 'A folder of the host, or a volume’s name.';
  if (source.startsWith('/')) return pathFault(source);
  return /^[a-zA-Z0-9][\w.-]*$/.test(source) ? null : 'A path from / on, or a volume’s name.';
}

function destinationFault({ destination }: VolumeRow): string | null {
  return destination.startsWith('/') ? pathFault(destination) : 'In the container: a path from / on.';
}

function pathFault(path: string): string | null {
  return /[:,]/.test(path) ? 'Podman can’t take : or , in a path here.' : null;
}

type Port = ContainerSpec['ports'][number];

interface PortFault {
  readonly field: 'host' | 'container';
  readonly fault: string;
}

/** @returns what is wrong with it, where it is no port */
function readPort({ host, container, protocol }: PortRow): Port | PortFault {
  const containerPort = portNumber(container);
  if (containerPort === null) return { field: 'container', fault: 'In the container: a port from 1 to 65535.' };
  const read = readHostPort(host);
  return typeof read === 'string' ? { field: 'host', fault: read } : { ...read, containerPort, protocol };
}

/** Why there are no ports to publish; null: there may be. */
export function noPortsBecause(network: ContainerSpec['network']): string | null {
  if (network === 'host') return 'On the machine’s network they need no publishing.';
  return network === 'none' ? 'Without a network none can be reached.' : null;
}
