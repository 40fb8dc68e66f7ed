/** Who an exec session runs as, by the container's own files. */
import type { RuntimeContainer } from '../oci-runtime.ts';
import { textInRoot } from './in-root.ts';
import type { RuntimeProgram } from './runtime-program.ts';
import { readRuntimeState } from './status.ts';
import { type ContainerUser, resolveUser } from './users.ts';

/** Of a file of users, which the container may have made as large as it likes. */
const mostBytes = 1024 * 1024;

/** @throws GantryError `invalid` for a name that the container doesn't know */
export async function userIn(program: RuntimeProgram, ctr: RuntimeContainer, asked: string): Promise<ContainerUser> {
  const state = await readRuntimeState(program, ctr);
  const root = `/proc/${state?.pid ?? 0}/root`;
  const [passwd, group] = await Promise.all(
    ['/etc/passwd', '/etc/group'].map((file) => textInRoot(root, file, mostBytes)),
  );
  return resolveUser(asked, { passwd: passwd ?? '', group: group ?? '' });
}
