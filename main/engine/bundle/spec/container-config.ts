/** Makes a container's `config.json` (runtime-spec, `config.md`): what Podman would make, without Podman. */
import path from 'node:path';
import { z } from 'zod';
import { GantryError } from '../../../../shared/errors.ts';
import type { Ulimit } from '../../../host/ulimits.ts';
import { textInRoot } from '../../../runtime/conmon/in-root.ts';
import { signalNumber } from '../../../runtime/conmon/signals.ts';
import { type ContainerUser, resolveUser } from '../../../runtime/conmon/users.ts';
import { commandOf, initInside } from './command.ts';
import * as defaults from './defaults.ts';
import { environmentOf } from './environment.ts';
import { linuxOf } from './linux.ts';
import { mountsOf } from './mounts.ts';
import { type RuntimeConfig, runtimeConfig } from './runtime-spec.ts';
import type { ContainerWish } from './wish.ts';

/** A folder or file whose label has to be changed before the container may use it. */
export interface ToRelabel {
  readonly path: string;
  /** `z`: by many containers, so without categories. Else `Z`: with this container's own. */
  readonly shared: boolean;
}

export interface ContainerConfig {
  /** For the bundle's `config.json`, checked against the schema. */
  readonly config: RuntimeConfig;
  /** As the image says; SIGTERM where it doesn't. */
  readonly stopSignal: string;
  /** What the caller has to relabel where SELinux is on. */
  readonly relabel: readonly ToRelabel[];
}

/** Of a file of users, which an image may have made as large as it likes. */
const mostUserBytes = 1024 * 1024;

/** As libpod writes it: -1 is no limit at all. */
const unlimited = -1;
/** 2^64 - 1 is no number of JavaScript's; the highest below it is as good. */
const highestLimit = 2 ** 64 - 2048;

/**
 * @throws GantryError `invalid` for a user or volume that isn't there, no command at all, or an init that is missing
 */
export async function containerConfig(wish: ContainerWish): Promise<ContainerConfig> {
  const { spec, image, hostname, root, labels } = wish;
  const user = await userOf(root, image.user);
  const stopSignal = image.stopSignal || 'SIGTERM';
  signalNumber(stopSignal);
  const made: RuntimeConfig = {
    ociVersion: '1.0.2',
    process: {
      terminal: spec.terminal,
      user: { uid: user.uid, gid: user.gid, umask: defaults.umask, additionalGids: [...user.additionalGids] },
      args: argumentsOf(wish),
      env: environmentOf({
        image: image.environment,
        asked: spec.environment,
        hostname,
        terminal: spec.terminal,
        home: user.home,
      }),
      // The OCI runtime makes it where it is missing.
      cwd: path.posix.resolve('/', image.workingDirectory),
      capabilities: capabilitiesOf(user),
      rlimits: wish.ulimits.map(rlimitOf),
      noNewPrivileges: false,
      ...(labels?.processLabel ? { selinuxLabel: labels.processLabel } : {}),
    },
    root: { path: root, readonly: false },
    hostname,
    mounts: await mountsOf(wish),
    annotations: { 'org.opencontainers.image.stopSignal': stopSignal },
    linux: linuxOf(wish),
  };
  const parsed = runtimeConfig.safeParse(made);
  if (!parsed.success) throw badConfig(wish, parsed.error);
  return { config: parsed.data, stopSignal, relabel: toRelabel(wish) };
}

async function userOf(root: string, asked: string): Promise<ContainerUser> {
  const [passwd, group] = await Promise.all(
    ['/etc/passwd', '/etc/group'].map((file) => textInRoot(root, file, mostUserBytes)),
  );
  return resolveUser(asked, { passwd: passwd ?? '', group: group ?? '' });
}

/** The init, where one is asked for, before all else. */
function argumentsOf({ spec, image, initPath }: ContainerWish): string[] {
  const command = commandOf(spec, image);
  if (!spec.init) return [...command];
  if (initPath !== null) return [initInside, '--', ...command];
  throw new GantryError({
    code: 'invalid',
    message: 'There is no init that could be put into the container.',
    hint: 'Install catatonit, or create the container without an init.',
  });
}

/** By `execve` another user than root has none, but for a program's own. */
function capabilitiesOf({ uid }: ContainerUser): RuntimeConfig['process']['capabilities'] {
  const bounding = [...defaults.capabilities];
  const own = uid === 0 ? bounding : [];
  return { bounding, effective: own, permitted: own, inheritable: [], ambient: [] };
}

function rlimitOf({ type, soft, hard }: Ulimit): RuntimeConfig['process']['rlimits'][number] {
  const bound = (limit: number): number => (limit === unlimited ? highestLimit : limit);
  return { type: `RLIMIT_${type.toUpperCase()}`, soft: bound(soft), hard: bound(hard) };
}

function toRelabel({ spec, volumes }: ContainerWish): ToRelabel[] {
  return spec.volumes
    .filter(({ relabel }) => relabel !== 'none')
    .map(({ source, relabel }) => ({ path: volumes.get(source) ?? source, shared: relabel === 'shared' }));
}

/** What we make is right but for what was put into it. */
function badConfig({ spec }: ContainerWish, error: z.ZodError): GantryError {
  return new GantryError({
    code: 'invalid',
    message: `No container can be made of ${spec.image} in this way.`,
    engineMessage: z.prettifyError(error),
    hint: 'Look at what was asked for, and at what the image says.',
    cause: error,
  });
}
