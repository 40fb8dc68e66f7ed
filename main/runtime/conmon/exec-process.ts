/** The `process` of an exec session: the container's own, with what was asked for. */
import type { ExecOptions } from '../oci-runtime.ts';
import type { ProcessSpec } from './bundle-config.ts';
import type { ContainerUser } from './users.ts';

type Asked = Pick<ExecOptions, 'cmd' | 'capAdd' | 'env' | 'terminal' | 'cwd' | 'size'>;

/**
 * @param own of the container
 * @param user null: the container's own
 */
export function execProcess(own: ProcessSpec, asked: Asked, user: ContainerUser | null): ProcessSpec {
  const { cmd, capAdd = [], env = {}, terminal, cwd, size } = asked;
  return {
    ...own,
    terminal,
    args: [...cmd],
    cwd: cwd ?? own.cwd,
    env: environment(own.env, { ...homeOf(user), ...(terminal ? terminalKind(own.env) : {}), ...env }),
    ...(user === null ? {} : { user: { uid: user.uid, gid: user.gid, additionalGids: [...user.additionalGids] } }),
    ...(size === undefined ? {} : { consoleSize: { height: size.rows, width: size.columns } }),
    ...(capAdd.length === 0 ? {} : { capabilities: withCapabilities(own.capabilities, capAdd) }),
  };
}

/** Another user's home is not the container's. */
function homeOf(user: ContainerUser | null): Record<string, string> {
  return user === null ? {} : { HOME: user.home ?? '/' };
}

/** A program that draws asks for it; libpod sets the same. */
function terminalKind(own: readonly string[]): Record<string, string> {
  return own.some((each) => each.startsWith('TERM=')) ? {} : { TERM: 'xterm' };
}

function environment(own: readonly string[], added: Readonly<Record<string, string>>): string[] {
  const kept = own.filter((each) => !Object.hasOwn(added, each.slice(0, Math.max(0, each.indexOf('=')))));
  return [...kept, ...Object.entries(added).map(([name, value]) => `${name}=${value}`)];
}

/**
 * runc and crun take no notice of `--cap` beside `--process` (libpod passes it all the same), so they are put into the
 * process itself.
 */
function withCapabilities(
  own: ProcessSpec['capabilities'],
  added: readonly string[],
): NonNullable<ProcessSpec['capabilities']> {
  const names = added.map((name) =>
    name.toUpperCase().startsWith('CAP_') ? name.toUpperCase() : `CAP_${name.toUpperCase()}`,
  );
  const joined = (set: readonly string[] = []) => [...new Set([...set, ...names])];
  return {
    ...own,
    bounding: joined(own?.bounding),
    effective: joined(own?.effective),
    permitted: joined(own?.permitted),
  };
}
