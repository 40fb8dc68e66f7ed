/**
 * The capabilities of an exec session, by who runs it (libpod: `setProcessCapabilitiesExec`). runc and crun take no notice
 * of `--cap` beside `--process` (libpod passes it all the same), so added ones are put into the process itself.
 */
import type { ProcessSpec } from './bundle-config.ts';
import { capabilitiesNamed } from './capabilities.ts';

type Capabilities = NonNullable<ProcessSpec['capabilities']>;

/**
 * Root has all that the container may have, the container's own user what the container has, and another user none:
 * those of root would stay with a process that is started as somebody else.
 * @param own of the container
 * @param uid that the session runs as
 * @param capAdd as `capabilitiesNamed` takes them
 * @throws GantryError `invalid` for one that there is not
 */
export function execCapabilities(own: ProcessSpec, uid: number, capAdd: readonly string[] = []): Capabilities {
  const added = capabilitiesNamed(capAdd);
  const { bounding = [], effective = [], permitted = [], inheritable = [], ambient = [] } = own.capabilities ?? {};
  const allowed = joined(bounding, added);
  if (uid === 0) return { bounding: allowed, effective: allowed, permitted: allowed, inheritable: [], ambient: [] };
  // By `execve` another user keeps only what is ambient, and so inheritable.
  const has = uid === own.user.uid ? { effective, permitted, inheritable, ambient } : none;
  return {
    bounding: allowed,
    effective: joined(has.effective, added),
    permitted: joined(has.permitted, added),
    inheritable: joined(has.inheritable, added),
    ambient: joined(has.ambient, added),
  };
}

const none = { effective: [], permitted: [], inheritable: [], ambient: [] };

function joined(set: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...set, ...added])];
}
