/** What Podman's configuration on this machine says that matters for new containers: `containers.conf(5)`. */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { thisMachine } from './doctor/machine.mjs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Null where nothing is said of it. */
export interface Settings {
  /** As `nofile=1024:4096`. */
  readonly defaultUlimits: readonly string[] | null;
  readonly initPath: string | null;
  /** Where Podman looks for its helpers. */
  readonly helperFolders: readonly string[] | null;
}

const nothing: Settings = { defaultUlimits: null, initPath: null, helperFolders: null };

/** What can't be read counts as not said: Podman itself will tell. */
const texts = z.array(z.string()).nullish().catch(null);
const text = z.string().min(1).nullish().catch(null);
const conf = z.object({
  containers: z.object({ default_ulimits: texts, init_path: text }).nullish(),
  engine: z.object({ init_path: text, helper_binaries_dir: texts }).nullish(),
});

/** What the files in force say together: a later one's setting takes the place of an earlier one's. */
export async function settingsInForce(environment: Environment, isRoot: boolean): Promise<Settings> {
  const said = (await textsInForce(environment, isRoot)).map(settingsOf);
  return said.reduce(
    (earlier, later) => ({
      defaultUlimits: later.defaultUlimits ?? earlier.defaultUlimits,
      initPath: later.initPath ?? earlier.initPath,
      helperFolders: later.helperFolders ?? earlier.helperFolders,
    }),
    nothing,
  );
}

/** What is written in the files in force, in Podman's own order: what comes later counts. */
export async function textsInForce(environment: Environment, isRoot: boolean): Promise<readonly string[]> {
  const machine = thisMachine(environment);
  const files = await filesInForce(environment, isRoot);
  const found = await Promise.all(files.map((file) => machine.read(file)));
  return found.flatMap((each) => each ?? []);
}

/** What one containers.conf says. */
export function settingsOf(file: string): Settings {
  try {
    const { containers, engine } = conf.parse(parse(file));
    return {
      defaultUlimits: containers?.default_ulimits ?? null,
      // Podman takes either, and the former before the latter.
      initPath: containers?.init_path ?? engine?.init_path ?? null,
      helperFolders: engine?.helper_binaries_dir ?? null,
    };
  } catch {
    return nothing;
  }
}

/** In Podman's own order. */
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
