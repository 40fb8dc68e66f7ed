/** The limits that a new container needs on this machine. */
import type { Settings } from './containers-conf.ts';
import { asUlimits, rlimits } from './doctor/rlimits.mjs';
import type { Machine, Rlimits } from './doctor/types.ts';

export interface Ulimit {
  /** In libpod's words: `nofile`, without a prefix, which 4.3 would refuse. */
  readonly type: string;
  readonly soft: number;
  readonly hard: number;
}

/** @returns what containers.conf says, else what this machine needs; empty: the engine's own defaults work */
export async function defaultUlimits(
  { defaultUlimits }: Pick<Settings, 'defaultUlimits'>,
  machine: Machine,
): Promise<readonly Ulimit[]> {
  return completed(
    (defaultUlimits ?? []).flatMap((each) => parseUlimit(each) ?? []),
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

/** `nofile=1024:4096`, or `nofile=1024` for both; null for what is no limit. */
export function parseUlimit(text: string): Ulimit | null {
  const match = /^(?:rlimit_)?([a-z]+)=(-?\d+)(?::(-?\d+))?$/i.exec(text.trim());
  if (match === null) return null;
  const [, type = '', soft = '', hard = soft] = match;
  return { type: type.toLowerCase(), soft: Number(soft), hard: Number(hard) };
}
