/** Whether a container's first process is an init, so that it gets a label for one. */

/** Podman's `--systemd`. */
export type SystemdMode = 'always' | 'true' | 'false';

/** Podman's list; `systemd` counts wherever it is. */
const inits: ReadonlySet<string> = new Set(['/sbin/init', '/usr/sbin/init', '/usr/local/sbin/init']);

/**
 * Judged as Podman does (`specgen/generate`): by what is run, not by what it turns out to be.
 * @param command entry point and arguments, as they are in the end
 */
export function isSystemdMode(mode: SystemdMode, command: readonly string[]): boolean {
  if (mode !== 'true') return mode === 'always';
  const [program = ''] = command;
  return inits.has(program) || program.split('/').at(-1) === 'systemd';
}
