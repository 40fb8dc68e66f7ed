/**
 * The limits that a new container needs on this machine. Podman before 5.0 applies `default_ulimits` of containers.conf
 * on its command line but not over its API, so there they are sent along.
 */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { thisMachine } from './doctor/machine.ts';
import { asUlimits, type Rlimits, rlimits } from './doctor/rlimits.ts';

export interface Ulimit {
  readonly type: string;
  readonly soft: number;
  readonly hard: number;
}

const conf = z.object({ containers: z.object({ default_ulimits: z.array(z.string()).optional() }).optional() });

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns what containers.conf says, else what this machine needs; empty: the engine's own defaults work */
export async function defaultUlimits(environment: Environment, isRoot: boolean): Promise<readonly Ulimit[]> {
  const machine = thisMachine(environment);
  let found: readonly string[] | null = null;
  for (const file of await filesInForce(environment, isRoot)) {
    const text = await machine.read(file);
    // A later file's list takes the place of an earlier one's.
    if (text !== null) found = ulimitsOf(text) ?? found;
  }
  return completed(
    (found ?? []).flatMap((each) => parseUlimit(each) ?? []),
    await rlimits(machine),
  );
}

/**
 * Podman fills in its own default for whichever of `nofile` and `nproc` it isn't told, also where that can't be set.
 * @param machine what can be set here
 */
export function completed(found: readonly Ulimit[], machine: Rlimits): readonly Ulimit[] {
  if (machine.defaultsWork) return found;
  const own = asUlimits(machine).flatMap((each) => parseUlimit(each) ?? []);
  return [...found, ...own.filter(({ type }) => found.every((limit) => limit.type !== type))];
}

/** The list in a containers.conf; null where it has none, or can't be read: Podman itself will say so. */
export function ulimitsOf(text: string): readonly string[] | null {
  try {
    const parsed = conf.safeParse(parse(text));
    return parsed.success ? (parsed.data.containers?.default_ulimits ?? null) : null;
  } catch {
    return null;
  }
}

/** `nofile=1024:4096`, or `nofile=1024` for both; null for what is no limit. */
export function parseUlimit(text: string): Ulimit | null {
  const match = /^(?:rlimit_)?([a-z]+)=(-?\d+)(?::(-?\d+))?$/i.exec(text.trim());
  if (match === null) return null;
  const [, type = '', soft = '', hard = soft] = match;
  return { type: type.toLowerCase(), soft: Number(soft), hard: Number(hard) };
}

/** In Podman's own order: `containers.conf(5)`. */
async function filesInForce(environment: Environment, isRoot: boolean): Promise<string[]> {
  const override = environment.CONTAINERS_CONF_OVERRIDE ? [environment.CONTAINERS_CONF_OVERRIDE] : [];
  if (environment.CONTAINERS_CONF) return [environment.CONTAINERS_CONF, ...override];
  const config = environment.XDG_CONFIG_HOME || path.join(environment.HOME || homedir(), '.config');
  const folders = ['/usr/share/containers', '/etc/containers', ...(isRoot ? [] : [path.join(config, 'containers')])];
  const files = await Promise.all(folders.map(filesOf));
  return [...files.flat(), ...override];
}

async function filesOf(folder: string): Promise<string[]> {
  const more = path.join(folder, 'containers.conf.d');
  const names = await readdir(more).catch(() => []);
  const dropIns = names.filter((name) => name.endsWith('.conf')).sort();
  return [path.join(folder, 'containers.conf'), ...dropIns.map((name) => path.join(more, name))];
}
