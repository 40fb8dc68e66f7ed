/** The `process` of an exec session: the container's own, with what was asked for. */
import type { ExecOptions } from '../oci-runtime.ts';
import type { ProcessSpec } from './bundle-config.ts';
import { execCapabilities } from './exec-capabilities.ts';
import type { ContainerUser } from './users.ts';

type Asked = Pick<ExecOptions, 'cmd' | 'capAdd' | 'env' | 'terminal' | 'cwd' | 'size'>;

/**
 * @param own of the container
 * @param user null: the container's own
 */
export function execProcess(own: ProcessSpec, asked: Asked, user: ContainerUser | null): ProcessSpec {
  const { cmd, capAdd, env = {}, terminal, cwd, size } = asked;
  return {
    ...own,
    terminal,
    args: [...cmd],
    cwd: cwd ?? own.cwd,
    env: environment(own.env, { ...homeOf(user), ...(terminal ? terminalKind(own.env) : {}), ...env }),
    ...(user === null ? {} : { user: { uid: user.uid, gid: user.gid, additionalGids: [...user.additionalGids] } }),
    ...(size === undefined ? {} : { consoleSize: { height: size.rows, width: size.columns } }),
    capabilities: execCapabilities(own, (user ?? own.user).uid, capAdd),
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
